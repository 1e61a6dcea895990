import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Router, type NextFunction, type Response } from 'express';

/** What pages use, and of which files in `assets/` it is made, in this order. Nothing else is ever served. */
const sources = {
  'sluis.css': ['base', 'layout', 'parts', 'choices', 'notices', 'media'].map((part) => `styles/${part}.css`),
  'portal.css': ['styles/portal.css'],
  'logo.svg': ['logo.svg'],
  'auto-submit.js': ['auto-submit.js'],
  'choose-school.js': ['choose-school.js'],
  'passkeys.js': ['passkeys.js'],
} as const;

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
};

export type AssetName = keyof typeof sources;
export type ScriptName = Extract<AssetName, `${string}.js`>;
export type StyleSheetName = Extract<AssetName, `${string}.css`>;

interface Asset {
  readonly content: Buffer;
  readonly mediaType: string;
  /** Part of the address, so that a changed file is a new file for every cache. */
  readonly hash: string;
}

/** Read once, when the program starts: they are part of the program and do not change while it runs. */
const assets: ReadonlyMap<string, Asset> = new Map(
  Object.entries(sources).map(([name, files]) => {
    const content = Buffer.concat(
      files.map((file) => readFileSync(join(import.meta.dirname, 'assets', file))),
    );
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    return [name, { content, mediaType: mediaTypes[extname(name)] ?? 'application/octet-stream', hash }];
  }),
);

/** Address of an asset, with the hash of its content: `/assets/0123456789abcdef/sluis.css`. */
export function assetUrl(name: AssetName): string {
  return `/assets/${assets.get(name)?.hash ?? 'missing'}/${name}`;
}

/** Serves the assets; to be mounted at the root, before anything that counts or limits requests. */
export function createAssets(): { readonly router: Router; readonly urlOf: (name: AssetName) => string } {
  const router = Router();
  const serve = (name: string, exactHash: string | undefined, response: Response, next: NextFunction) => {
    const asset = assets.get(name);
    if (asset === undefined) next();
    else send(response, asset, exactHash === asset.hash);
  };
  router.get('/assets/:hash/:name', ({ params }, response, next) =>
    serve(params.name, params.hash, response, next),
  );
  // Browsers ask for it on their own when an answer is no page of ours.
  router.get('/favicon.ico', (_request, response, next) => serve('logo.svg', undefined, response, next));
  return { router, urlOf: assetUrl };
}

/** A page made by another version of the program still gets a style sheet, but that answer is not kept. */
function send(response: Response, asset: Asset, exact: boolean): void {
  response.setHeader('Content-Type', asset.mediaType);
  response.setHeader('Cache-Control', exact ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.send(asset.content);
}
