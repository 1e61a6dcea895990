import type { HttpExchange } from '../../http/exchange.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { notThere } from '../services/seen-services.ts';
import { letterDocument } from './letter-document.ts';
import { letterPdf } from './letter-pdf.ts';
import { letterForms, type LetterForm } from './letter-forms.ts';
import type { Letter } from './letter.ts';

interface Writing {
  readonly mediaType: string;
  readonly write: (letter: Letter) => Promise<Buffer>;
}

const writings: Readonly<Record<LetterForm, Writing>> = {
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: letterDocument,
  },
  pdf: { mediaType: 'application/pdf', write: letterPdf },
};

/** To keep: its name is a word of ours, and a browser opens nothing of it as if it were a page. */
export async function sendLetter({ request, response }: HttpExchange, letter: Letter): Promise<void> {
  const form = letterForms.find((each) => each === request.params['form']);
  if (form === undefined) throw notThere();
  const { mediaType, write } = writings[form];
  const bytes = await write(letter);
  const name = portalMessagesIn(letter.language).letters.files[letter.kind];
  response
    .set({
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}.${form}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    .send(bytes);
}
