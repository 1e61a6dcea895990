import type { CompletedCommand, CompletedOption, CompletedWords } from './completed-commands.ts';

/** The script for fish, which shows what each command and option is for. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.flatMap(({ path }) => (path === '' ? [] : [quoted(path)]));
  const valued = commands.flatMap(({ options }) =>
    options.flatMap(({ flag, value }) => (value === undefined ? [] : [flag])),
  );
  return [
    ...whereFunction(paths, [...new Set(valued)]),
    'complete -c sluis -f',
    ...commands.flatMap(linesOf),
    '',
  ].join('\n');
}

/** Tells the command that is being typed, and how many words it has: `register history 1`. */
function whereFunction(paths: readonly string[], valued: readonly string[]): readonly string[] {
  return [
    'function __sluis_where',
    "    set -l path ''",
    '    set -l position 0',
    '    set -l is_value 0',
    '    for word in (commandline -opc)[2..]',
    '        if test $is_value = 1',
    '            set is_value 0',
    '            continue',
    '        end',
    '        switch (string trim -- "$path $word")',
    `            case ${paths.join(' ')}`,
    '                set path (string trim -- "$path $word")',
    '                set position 0',
    '            case "*"',
    '                switch $word',
    `                    case ${valued.join(' ')}`,
    '                        set is_value 1',
    "                    case '-*'",
    '                    case "*"',
    '                        set position (math $position + 1)',
    '                end',
    '        end',
    '    end',
    '    echo "$path $position"',
    'end',
  ];
}

function linesOf({ path, words, options }: CompletedCommand): readonly string[] {
  return [
    ...words.flatMap((each, position) => wordLines(`${path} ${String(position)}`, each)),
    ...options.map((option) => optionLine(path, option)),
  ];
}

function wordLines(where: string, { choices, isFolder }: CompletedWords): readonly string[] {
  const begin = `complete -c sluis -n 'test (__sluis_where) = "${where}"'`;
  if (isFolder) return [`${begin} -a '(__fish_complete_directories)'`];
  return choices.map(({ word, summary }) => `${begin} -a ${word}${described(summary)}`);
}

function optionLine(path: string, { flag, summary, value }: CompletedOption): string {
  const begin = `complete -c sluis -n 'string match -qr "^${path} \\\\d+\\$" -- (__sluis_where)'`;
  const taken = value === undefined ? '' : ` -x${valueWords(value)}`;
  return `${begin} -l ${flag.slice(2)}${taken}${described(summary)}`;
}

function valueWords({ choices, isFolder }: CompletedWords): string {
  if (isFolder) return " -a '(__fish_complete_directories)'";
  return choices.length === 0 ? '' : ` -a '${choices.map(({ word }) => word).join(' ')}'`;
}

function described(summary: string): string {
  return summary === '' ? '' : ` -d ${quoted(summary)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, (character) => `\\${character}`)}'`;
}
