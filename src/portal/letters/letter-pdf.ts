import { fileURLToPath } from 'node:url';
import { setImmediate } from 'node:timers/promises';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { localeOf } from './locale.ts';
import type { Letter, LetterBlock, LetterFact } from './letter.ts';

type Pdf = PDFKit.PDFDocument;
type Section = PDFKit.PDFStructureElement;

/** Letters of the Latin, Greek and Cyrillic scripts; kept with us, so that nothing is fetched. */
const fonts = {
  body: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')),
} as const;
const margin = 62;
const bodySize = 10.5;

/**
 * A tagged PDF with its language and title, so that it can be read aloud. The library is loaded when somebody asks for the first one, and
 * others are answered between two parts of a long one.
 */
export async function letterPdf(letter: Letter): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const { links } = portalMessagesIn(letter.language).letters;
  const pdf = new PdfDocument({
    size: 'A4',
    margins: { top: margin, right: margin, bottom: margin + 14, left: margin },
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: localeOf[letter.language],
    bufferPages: true,
    // the library writes these into XML as they are, so that no name of others may be among them
    info: { Title: links[letter.kind].replaceAll('\u00ad', ''), Creator: 'Sluis', Producer: 'Sluis' },
    font: fonts.body,
  });
  const written = bytesOf(pdf);
  pdf.registerFont('body', fonts.body).registerFont('bold', fonts.bold);
  const section = pdf.struct('Document');
  pdf.addStructure(section);
  writeText(pdf, section, 'H1', letter.title, { font: 'bold', size: 18, after: 10 });
  for (const block of letter.blocks) {
    writeBlock(pdf, section, block);
    await setImmediate();
  }
  section.end();
  numberPages(pdf, letter);
  pdf.end();
  return written;
}

async function bytesOf(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function writeBlock(pdf: Pdf, section: Section, block: LetterBlock): void {
  switch (block.kind) {
    case 'heading':
      return void writeHeading(pdf, section, block.text);
    case 'paragraph':
      return void writeText(pdf, section, 'P', block.text);
    case 'list':
      return void writeList(pdf, section, block.items);
    case 'facts':
      return void writeFacts(pdf, section, block.facts);
    case 'table':
      return void writeTable(pdf, section, block);
  }
}

interface Look {
  readonly font?: keyof typeof fonts;
  readonly size?: number;
  readonly before?: number;
  readonly after?: number;
  readonly indent?: number;
}

function writeText(pdf: Pdf, section: Section, tag: string, text: string, look: Look = {}): void {
  const { font = 'body', size = bodySize, before = 0, after = 6, indent = 0 } = look;
  section.add(
    pdf.struct(tag, {}, () => {
      pdf.font(font).fontSize(size);
      pdf.y += before;
      pdf.text(text, margin + indent, pdf.y, { lineGap: 2 });
      pdf.y += after;
    }),
  );
}

/** Never alone at the end of a page. */
function writeHeading(pdf: Pdf, section: Section, text: string): void {
  if (pdf.y > pdf.page.height - 150) pdf.addPage();
  writeText(pdf, section, 'H2', text, { font: 'bold', size: 13, before: 8, after: 4 });
}

function writeList(pdf: Pdf, section: Section, items: readonly string[]): void {
  const list = pdf.struct('L');
  section.add(list);
  for (const item of items) {
    const line = pdf.struct('LI');
    list.add(line);
    writeText(pdf, line, 'LBody', `•  ${item}`, { indent: 10, after: 3 });
    line.end();
  }
  list.end();
  pdf.y += 4;
}

function writeFacts(pdf: Pdf, section: Section, facts: readonly LetterFact[]): void {
  for (const { name, value } of facts) writeText(pdf, section, 'P', `${name}: ${value}`, { after: 3 });
  pdf.y += 4;
}

function writeTable(
  pdf: Pdf,
  section: Section,
  { caption, head, rows }: Extract<LetterBlock, { kind: 'table' }>,
): void {
  writeText(pdf, section, 'P', caption, { font: 'bold', before: 2, after: 4 });
  const table = pdf.struct('Table');
  section.add(table);
  pdf.font('body').fontSize(8.5);
  const options = {
    position: { x: margin, y: pdf.y },
    data: [
      // a font named at a cell is read from its file anew each time
      head.map((text) => ({ text, type: 'TH' as const, backgroundColor: '#e8f0f1' })),
      ...rows.map((row) => row.map((text) => ({ text }))),
    ],
    defaultStyle: {
      border: { top: 0, right: 0, bottom: 0.5, left: 0 },
      borderColor: '#8a9a9b',
      padding: { top: 3, right: 5, bottom: 3, left: 3 },
    },
    structParent: table,
  };
  pdf.table(options);
  table.end();
  pdf.x = margin;
  pdf.y += 8;
}

/** Beside the text: whoever has it read aloud does not hear it. */
function numberPages(pdf: Pdf, { language }: Letter): void {
  const { page: pageText } = portalMessagesIn(language).letters;
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    const { margins, height } = pdf.page;
    margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('body').fontSize(8.5);
    pdf.text(pageText(index + 1, count), margin, height - margin + 8, { lineBreak: false });
    pdf.endMarkedContent();
  }
}
