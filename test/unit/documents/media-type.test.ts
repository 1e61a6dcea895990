import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from '../../../src/documents/media-type.ts';

const typeOf = (content: string) => mediaTypeOf(Buffer.from(content));

describe('what is no document', () => {
  it.each([
    ['a page', '<!doctype html><p>hello'],
    ['a page in capitals, after blanks', ' \n\t<HTML><body>'],
    ['a page after a byte order mark', '\uFEFF<html>'],
    ['a page after a comment', '<!-- a comment --><script>alert(1)</script>'],
    ['a script in a page', '<script>alert(1)</script>'],
    ['an image that runs scripts', '<svg onload="alert(1)">'],
    ['XML', '<?xml version="1.0"?><svg/>'],
    ['a PHP file', '<?php echo 1;'],
    ['a shell script', '#!/bin/sh\nrm -rf /'],
    ['a PDF that begins later', '\n%PDF-1.7'],
    ['a PDF of other letters', '%pdf-1.7\u0000'],
    ['text with an escape sequence', 'hello \u001B[2J'],
    ['text with a null', 'hello\u0000'],
    ['text with a C1 control', 'hello \u009B2J'],
    ['nothing', ''],
    ['blanks', ' \n '],
  ])('%s', (_what, content) => {
    expect(typeOf(content)).toBeUndefined();
  });

  it.each([
    ['a Windows program', 'MZ\x90\x00\x03'],
    ['a Linux program', '\x7FELF\x02\x01\x01'],
    ['an archive, as office documents are', 'PK\x03\x04\x14'],
    ['an image', '\x89PNG\r\n\x1A\n'],
    ['text in UTF-16', '\xFF\xFEh\x00i\x00'],
    ['text in Latin-1', 'caf\xE9'],
  ])('%s', (_what, content) => {
    expect(mediaTypeOf(Buffer.from(content, 'latin1'))).toBeUndefined();
  });
});

describe('what is one', () => {
  it.each([
    ['%PDF-1.7\n%âãÏÓ\n1 0 obj', 'application/pdf'],
    ['%PDF-2.0', 'application/pdf'],
    ['Overeenkomst\r\n\tartikel 1\f', 'text/plain'],
    ['\uFEFFmet een teken vooraf, en é', 'text/plain'],
    ['minder dan: 3 < 4', 'text/plain'],
    ['< 4 is minder', 'text/plain'],
  ])('%j', (content, type) => {
    expect(typeOf(content)).toBe(type);
  });

  it('is judged by its bytes: the same ones are always the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (rest) => {
        expect(mediaTypeOf(Buffer.concat([Buffer.from('%PDF-'), rest]))).toBe('application/pdf');
        const type = mediaTypeOf(rest);
        expect(mediaTypeOf(Uint8Array.from(rest))).toBe(type);
        if (type === 'text/plain') expect(Buffer.from(rest).toString()).not.toMatch(/\u0000|^\s*<[a-z!?/]/i);
      }),
    );
  });
});
