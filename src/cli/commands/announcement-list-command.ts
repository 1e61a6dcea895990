import { newCommand, type DeclareCommand } from '../command.ts';

export const announcementListCommand: DeclareCommand = (run) =>
  newCommand('list', { summary: 'shows the announcements that have not ended' }).action(() =>
    run(async (context) => (await import('./announcement-list.ts')).announcementList(context)),
  );
