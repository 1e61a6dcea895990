import type * as docxLibrary from 'docx';
import type { FileChild, IRunOptions } from 'docx';
import { localeOf } from './locale.ts';
import type { Letter, LetterBlock } from './letter.ts';

type Docx = typeof docxLibrary;

function look(text: string, options: Omit<IRunOptions, 'text'>): IRunOptions {
  return { text, ...options };
}

/** A document to write on in. The library is loaded when somebody asks for the first one. */
export async function letterDocument(letter: Letter): Promise<Buffer> {
  const docx = await import('docx');
  const { Document, HeadingLevel, Packer, Paragraph } = docx;
  const language = { value: localeOf[letter.language] };
  return Packer.toBuffer(
    new Document({
      title: letter.title,
      creator: 'Sluis',
      lastModifiedBy: 'Sluis',
      styles: {
        default: {
          document: {
            run: { font: 'Arial', size: 21, language },
            paragraph: { spacing: { after: 120, line: 276 } },
          },
          heading1: { run: { font: 'Arial', size: 34, bold: true }, paragraph: { spacing: { after: 200 } } },
          heading2: {
            run: { font: 'Arial', size: 25, bold: true },
            paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
          },
        },
      },
      sections: [
        {
          children: [
            new Paragraph({ text: letter.title, heading: HeadingLevel.HEADING_1 }),
            ...letter.blocks.flatMap((block) => blockIn(docx, block)),
          ],
        },
      ],
    }),
  );
}

function blockIn(docx: Docx, block: LetterBlock): readonly FileChild[] {
  const { HeadingLevel, Paragraph, TextRun } = docx;
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_2 })];
    case 'paragraph':
      return [new Paragraph(block.text)];
    case 'list':
      return block.items.map((item) => new Paragraph({ text: item, bullet: { level: 0 } }));
    case 'facts':
      return block.facts.map(
        ({ name, value }) =>
          new Paragraph({ children: [new TextRun(look(`${name}: `, { bold: true })), new TextRun(value)] }),
      );
    case 'table':
      return tableIn(docx, block);
  }
}

function tableIn(
  { Paragraph, Table, TableCell, TableRow, TextRun, WidthType }: Docx,
  { caption, head, rows }: Extract<LetterBlock, { kind: 'table' }>,
): readonly FileChild[] {
  const row = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map(
        (text) =>
          new TableCell({
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [
              new Paragraph({
                spacing: { after: 0 },
                children: [new TextRun(look(text, { bold: isHead, size: 18 }))],
              }),
            ],
          }),
      ),
    });
  return [
    new Paragraph({ keepNext: true, children: [new TextRun(look(caption, { bold: true }))] }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [row(head, true), ...rows.map((texts) => row(texts, false))],
    }),
    new Paragraph(''),
  ];
}
