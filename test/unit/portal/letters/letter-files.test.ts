import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { councilBundle } from '../../../../src/portal/letters/council-bundle.ts';
import { letterDocument } from '../../../../src/portal/letters/letter-document.ts';
import { renderLetter } from '../../../../src/portal/letters/letter-part.ts';
import { letterPdf } from '../../../../src/portal/letters/letter-pdf.ts';
import type { Letter, LetterBlock } from '../../../../src/portal/letters/letter.ts';
import { board, school, seen } from '../../../../testkit/pages/invented-service.ts';
import { required } from '../../../../testkit/values/ids.ts';

const hostile = `]]></w:t><script>alert(1)</script> (/JavaScript) Tj <</S /Launch>> \u202E\u0007 & "'`;
const asWritten = hostile.replace('\u202E\u0007', '');
const letter = councilBundle('nl', {
  school: { ...school, name: hostile },
  board,
  today: seen.input.today,
  services: [{ ...seen, service: { ...seen.service, name: hostile } }],
});

function textsOf(block: LetterBlock): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'facts':
      return block.facts.flatMap(({ name, value }) => [name, value]);
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flat()];
  }
}
const allTexts = ({ title, blocks }: Letter): readonly string[] => [title, ...blocks.flatMap(textsOf)];

/** The parts of a zip file by name, as its directory at the end lists them. */
function unzipped(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString('utf8', at + 46, at + 46 + required(nameLength));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    parts.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + required(nameLength) + required(extra) + required(comment);
  }
  return parts;
}

describe('a letter', () => {
  it('says all that it says in the document, which hostile names do not break open', async () => {
    const parts = unzipped(await letterDocument(letter));
    const xml = required(parts.get('word/document.xml'));
    const written = new DOMParser().parseFromString(xml, 'text/xml').documentElement?.textContent ?? '';
    for (const text of allTexts(letter)) expect(written).toContain(text);
    expect(written).toContain(asWritten);
    expect(xml).not.toContain('<script');
    expect(required(parts.get('word/styles.xml'))).toContain('w:val="nl-NL"');
    expect([...parts.keys()].filter((name) => /vba|embed|\.bin/i.test(name))).toEqual([]);
    expect([...parts.values()].filter((part) => part.includes('TargetMode="External"'))).toEqual([]);
  });

  it('says all that it says on the page', () => {
    const written = renderLetter(letter).toString();
    for (const text of allTexts(letter)) {
      const escaped = text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
      expect(written.replaceAll('<wbr />', '')).toContain(escaped);
    }
    expect(written).not.toContain('<script');
  });

  it('is a tagged PDF with a language and a title, which hostile names add nothing to', async () => {
    const written = (await letterPdf(letter)).toString('latin1');
    expect(written).toContain('/Lang (nl-NL)');
    expect(written).toMatch(/\/Marked true/);
    for (const tag of ['/S /H1', '/S /H2', '/S /Table', '/S /TH', '/DisplayDocTitle true']) {
      expect(written).toContain(tag);
    }
    expect(written).not.toMatch(/\/(?:JS|URI|Launch|EmbeddedFile|AA|OpenAction)\b|<script/);
  });
});
