import type { CompletedCommand, CompletedWords } from './completed-commands.ts';

/** The script for bash; zsh understands it too, see `zshScript`. Nothing in it is asked of `sluis` while somebody types. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.flatMap(({ path }) => (path === '' ? [] : [stepTo(path)]));
  const valued = commands.flatMap(({ options }) =>
    options.flatMap(({ flag, value }) => (value === undefined ? [] : [flag])),
  );
  const values = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flag, value }) =>
      value === undefined ? [] : [`'${path} ${flag}') ${[...completing(value), 'return'].join('; ')} ;;`],
    ),
  );
  const options = commands.map(({ path, options: all }) => {
    const flags = all.map(({ flag }) => flag).join(' ');
    return `'${path}') __sluis_choose '${flags}' ;;`;
  });
  const words = commands.flatMap(({ path, words: all }) =>
    all.flatMap((each, position) =>
      completing(each).map((line) => `'${path} ${String(position)}') ${line} ;;`),
    ),
  );
  return script({ paths: paths.join('|'), valued: [...new Set(valued)].join('|'), values, options, words });
}

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`;
}

/** `register history` is reached from `register` by the word `history`. */
function stepTo(path: string): string {
  return `'${path.includes(' ') ? path : ` ${path}`}'`;
}

function completing({ choices, isFolder }: CompletedWords): readonly string[] {
  if (isFolder) return ['__sluis_choose_folder'];
  return choices.length === 0 ? [] : [`__sluis_choose '${choices.map(({ word }) => word).join(' ')}'`];
}

interface Parts {
  readonly paths: string;
  readonly valued: string;
  readonly values: readonly string[];
  readonly options: readonly string[];
  readonly words: readonly string[];
}

function script({ paths, valued, values, options, words }: Parts): string {
  return `__sluis_choose() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}

__sluis_choose_folder() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -d -- "$current"))
  type compopt >/dev/null 2>&1 && compopt -o filenames
}

_sluis() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local path='' position=0 index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$path $word" in
      ${paths}) path="\${path:+$path }$word" position=0 ;;
      *' '${valued.replaceAll('|', "|*' '")}) index=$((index + 1)) ;;
      *' '-*) ;;
      *) position=$((position + 1)) ;;
    esac
  done
  case "$path $previous" in
    ${values.join('\n    ')}
  esac
  if [[ $current == -* ]]; then
    case "$path" in
      ${options.join('\n      ')}
    esac
    return
  fi
  case "$path $position" in
    ${words.join('\n    ')}
  esac
}

complete -F _sluis sluis
`;
}
