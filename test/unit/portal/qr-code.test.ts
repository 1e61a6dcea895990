import { describe, expect, it } from 'vitest';
import { qrCode } from '../../../src/portal/factors/qr-code.ts';

const uri = 'otpauth://totp/Sluis:ada%40kade.example?issuer=Sluis&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const quietZone = 4;

/** The side, and which squares are dark. */
function squaresOf(svg: string) {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const dark = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x ?? ''} ${y ?? ''}`);
  return { side, dark: new Set(dark) };
}

/** The square of seven in a corner by which cameras find a code: a dark ring, a light one, and a dark middle. */
function isFinder(dark: ReadonlySet<string>, left: number, top: number): boolean {
  const places = [0, 1, 2, 3, 4, 5, 6];
  return places.every((y) =>
    places.every((x) => {
      const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      return dark.has(`${String(left + x)} ${String(top + y)}`) === (ring !== 2);
    }),
  );
}

describe('a QR code', () => {
  const svg = String(qrCode(uri, 'QR-code <met> de sleutel'));

  it('has the three corners that cameras look for, and light around it', () => {
    const { side, dark } = squaresOf(svg);
    const far = side - quietZone - 7;
    expect((side - 2 * quietZone - 17) % 4).toBe(0);
    expect(isFinder(dark, quietZone, quietZone)).toBe(true);
    expect(isFinder(dark, far, quietZone)).toBe(true);
    expect(isFinder(dark, quietZone, far)).toBe(true);
    const coordinates = [...dark].flatMap((each) => each.split(' ').map(Number));
    expect(Math.min(...coordinates)).toBe(quietZone);
    expect(Math.max(...coordinates)).toBe(side - quietZone - 1);
  });

  it('is another one for another secret, and holds no text but what it says of itself', () => {
    expect(String(qrCode(uri.replace('JBSW', 'AAAA'), 'x'))).not.toContain(
      /d="([^"]+)"/.exec(svg)?.[1] ?? '-',
    );
    expect(svg).toContain('aria-label="QR-code &lt;met&gt; de sleutel"');
    expect(svg).not.toMatch(/otpauth|JBSW|style=|<script|href/);
  });
});
