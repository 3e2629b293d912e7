import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMAGE_BYTES_MAX } from '@/lib/model/branding';
import { imageOf, readImage } from './read-image';
import { sanitizeSvg } from './sanitize-svg';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const svg = (inside: string, attributes = 'viewBox="0 0 10 10"') => `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;
const PATH = '<path d="M0 0h10v10z"/>';
const refused = (code: string) => expect.objectContaining({ code });

describe('an uploaded image', () => {
  it('is told by its content, and named by it', () => {
    const image = imageOf(PNG);
    expect(image).toMatchObject({ type: 'image/png', width: 1, height: 1, bytes: PNG.length });
    expect(Buffer.from(image.data, 'base64')).toEqual(PNG);
    expect(imageOf(PNG).id).toBe(image.id);
    expect(imageOf(Buffer.from(svg(PATH))).type).toBe('image/svg+xml');
    expect(imageOf(Buffer.from(`<?xml version="1.0"?>\n<!-- made by hand -->\n${svg(PATH)}`)).width).toBe(10);
  });

  it('that is none is refused, whatever it is called', () => {
    for (const text of ['', 'hello', '<html><svg></svg></html>', 'GIF89a', '%PDF-1.7', '\u0000\u0000', '<?php echo 1; ?>']) expect(() => imageOf(Buffer.from(text))).toThrow(refused('unsupported_media_type'));
    expect(() => imageOf(PNG.subarray(0, 12))).toThrow(refused('validation_failed'));
    expect(() => imageOf(Buffer.from(svg('<script>alert(1)</script>')))).toThrow(refused('validation_failed'));
    expect(() => imageOf(Buffer.from(svg(PATH, 'width="99999" height="10"')))).toThrow(refused('validation_failed'));
    expect(() => imageOf(Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg(PATH)}`))).toThrow(refused('unsupported_media_type'));
  });

  it('that is too long is not read to its end', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 65_536;
        yield new Uint8Array(65_536);
      }
    }
    await expect(readImage(endless())).rejects.toEqual(refused('too_large'));
    expect(read).toBeLessThanOrEqual(IMAGE_BYTES_MAX + 2 * 65_536);
  });
});

describe('a drawing', () => {
  const HOSTILE = [
    '<script>alert(1)</script>', '<script xlink:href="https://evil.example/x.js"/>', '<SCRIPT>alert(1)</SCRIPT>', '<style>@import url(https://evil.example)</style>',
    '<foreignObject><iframe src="https://evil.example"/></foreignObject>', '<image href="https://evil.example/pixel.png"/>', '<use href="https://evil.example/x.svg#a"/>', '<use xlink:href="data:image/svg+xml;base64,AAAA"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>', '<path d="M0 0" onclick="alert(1)"/>', '<path d="M0 0" onload="alert(1)"/>', '<rect style="background:url(https://evil.example)"/>', '<rect fill="url(https://evil.example#a)"/>',
    '<rect fill="url( \'https://evil.example\' )"/>', '<animate attributeName="href" values="javascript:alert(1)"/>', '<set attributeName="onmouseover" to="alert(1)"/>', '<![CDATA[<script>alert(1)</script>]]>', '<!-- --><script>alert(1)</script>',
    '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>', '<g xmlns:x="http://www.w3.org/1999/xhtml"><x:script>alert(1)</x:script></g>', '<rect fill="u\\72l(https://evil.example)"/>', '<handler type="application/ecmascript">alert(1)</handler>',
  ];
  const dangerous = /<script|<style|foreignobject|<iframe|<image|<a\b|<animate|<set\b|<handler|\son\w+\s*=|javascript:|data:|evil\.example|style=|<!\[CDATA|xhtml/i;

  it('keeps what draws and loses what runs or loads', () => {
    for (const inside of HOSTILE) {
      const clean = sanitizeSvg(svg(`${PATH}${inside}`));
      expect(clean, inside).toContain('<path d="M0 0h10v10z"');
      expect(clean, inside).not.toMatch(dangerous);
    }
    const gradient = svg('<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/></linearGradient></defs><rect width="10" height="10" fill="url(#a)"/><use href="#b"/>');
    expect(sanitizeSvg(gradient)).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="a"><stop offset="0" stop-color="#f00"></stop></linearGradient></defs><rect width="10" height="10" fill="url(#a)"></rect><use href="#b"></use></svg>');
  });

  it('is clean however hostile pieces are put together, and clean already the second time', () => {
    const piece = fc.oneof(fc.constantFrom(...HOSTILE, PATH, '<g>', '</g>', '<svg>', '</svg>', '<!--', '-->', '"', "'", '<', '>', '&#x6a;avascript:', '<![CDATA[', ']]>'), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const clean = sanitizeSvg(svg(pieces.join('')));
        if (clean === null) return;
        // Text that was escaped says what it likes; it is no mark.
        expect(clean.replace(/&lt;[^<]*/g, '').replace(/>[^<]*</g, '><')).not.toMatch(dangerous);
        expect(sanitizeSvg(clean)).toBe(clean);
      }),
      { numRuns: 400 },
    );
  });
});
