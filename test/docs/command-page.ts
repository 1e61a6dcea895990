import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { nameOf } from '../../src/cli/command-names.ts';
import { declaredCommands } from '../../testkit/machine/declared-commands.ts';

const head = `# Commands

Written from the declarations of the commands by \`npm test -- test/docs/commands-page.test.ts -u\`; do not edit. \`sluis help\`
and \`sluis help <command>\` print the same.

How to call \`sluis\`, and what its exit codes mean, is in [CONFIGURATION.md](CONFIGURATION.md#commands).
`;

/** docs/COMMANDS.md: what help says about every command. */
export function commandPage(): string {
  let said = '';
  const program = declaredCommands((text) => {
    said += text;
  });
  const commands = leavesOf(program);
  const index = commands.map((command) => {
    const name = `sluis ${nameOf(command)}`;
    return `- [\`${name}\`](#${name.replaceAll(' ', '-')}): ${command.summary()}\n`;
  });
  const parts = commands.map((command) => {
    said = '';
    command.outputHelp();
    return `## sluis ${nameOf(command)}\n\n\`\`\`text\n${said.trimEnd()}\n\`\`\`\n`;
  });
  return [head, index.join(''), ...parts].join('\n');
}

function leavesOf(command: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
