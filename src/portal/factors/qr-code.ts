import qrcode from 'qrcode-generator';
import { html, type Markup } from '../../http/markup.ts';

/** Light squares around it, by which cameras find it (ISO/IEC 18004). */
const quietZone = 4;

/** A text for the camera of a telephone, drawn on the server. Black on white in the dark as well: cameras need that. */
export function qrCode(text: string, label: string): Markup {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const side = String(count + 2 * quietZone);
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${side} ${side}"
    shape-rendering="crispEdges"
  >
    <rect width="${side}" height="${side}" fill="#fff" />
    <path fill="#000" d="${darkSquares(count, (row, column) => code.isDark(row, column))}" />
  </svg>`;
}

function darkSquares(count: number, isDark: (row: number, column: number) => boolean): string {
  const places = Array.from({ length: count }, (_, index) => index);
  return places
    .flatMap((row) =>
      places
        .filter((column) => isDark(row, column))
        .map((column) => `M${String(column + quietZone)} ${String(row + quietZone)}h1v1h-1z`),
    )
    .join('');
}
