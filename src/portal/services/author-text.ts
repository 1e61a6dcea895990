import type { Language } from '../../domain/language.ts';
import type { Author } from '../authors.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from './claim-text.ts';

/** By whom something was changed, as a sentence. */
export function authorText(language: Language, author: Author): string {
  const { changes, roles } = portalMessagesIn(language);
  switch (author.kind) {
    case 'person':
      return changes.by.person(author.name);
    case 'role':
      return author.roles.length === 0
        ? changes.by.somebody
        : changes.by.role(
            listText(
              language,
              author.roles.map((role) => roles[role].name.toLocaleLowerCase(language)),
            ),
          );
    case 'party':
      return changes.by.party(author.name);
    case 'connection':
      return changes.by.connection(author.name);
    case 'gone':
      return changes.by.gone;
  }
}
