import { Option } from '@commander-js/extra-typings';
import { calendarDay, type CalendarDay } from '../../domain/clock.ts';
import { schoolId, type SchoolId } from '../../domain/ids.ts';
import { languages } from '../../domain/language.ts';
import { boardRoles } from '../../domain/portal-roles.ts';
import { examples, newCommand, usageFault, type DeclareCommand } from '../command.ts';
import { authorOption, idOf, printOption } from '../options.ts';
import { ofBoardOption, ofOperatorOption, ofSupplierOption } from '../portal-party.ts';

const roleOption = new Option('--role <role...>', 'what they may do at a board').choices(boardRoles);
const nameOption = new Option('--name <name>', 'who it is (required)').makeOptionMandatory();
const emailOption = new Option('--email <address>', 'address at work (required)').makeOptionMandatory();
const schoolsOption = new Option('--school <id...>', 'at these schools of the board alone').argParser(
  (text, earlier: readonly SchoolId[] | undefined) => [...(earlier ?? []), idOf('--school', text, schoolId)],
);
const untilOption = new Option('--until <day>', 'last day of the roles, such as 2027-07-31').argParser(dayOf);
const groundOption = new Option('--ground <text>', 'of a signer: why they may sign for the board');
const passkeyOption = new Option('--passkey', 'they come in by a passkey, and not through a school');
const languageOption = new Option('--language <language>', 'that comes first in what they are sent')
  .choices(languages)
  .default('nl' as const);

export const portalInviteCommand: DeclareCommand = (run) =>
  newCommand('invite', {
    summary: 'invites somebody to the portal, by mail where that is set up',
    description:
      'Invites somebody to the portal. The link goes by mail where that is set up, and is printed where it is not; it works for seven days in the first browser that accepts it. Whoever accepts has an account; a role acts once somebody has confirmed who it is. A new invitation to the same address ends the one before.',
  })
    .addOption(ofBoardOption)
    .addOption(ofSupplierOption)
    .addOption(ofOperatorOption)
    .addOption(roleOption)
    .addOption(nameOption)
    .addOption(emailOption)
    .addOption(schoolsOption)
    .addOption(untilOption)
    .addOption(groundOption)
    .addOption(passkeyOption)
    .addOption(languageOption)
    .addOption(printOption)
    .addOption(authorOption)
    .addHelpText(
      'after',
      examples(
        'portal invite --board waterland --role administrator --name "Ada Beheer" --email ada@waterland.example',
      ),
    )
    .action((options) =>
      run(async (context) => (await import('./portal-invite.ts')).portalInvite(options, context)),
    );

function dayOf(text: string): CalendarDay {
  const day = calendarDay(text);
  if (day === undefined) throw usageFault('--until must be a day such as 2027-07-31');
  return day;
}
