import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Response } from 'express';

/** The files that pages use, in `assets/`, and their media types. Nothing else is ever served. */
const mediaTypes = {
  'sluis.css': 'text/css; charset=utf-8',
  'logo.svg': 'image/svg+xml',
  'auto-submit.js': 'text/javascript; charset=utf-8',
  'choose-school.js': 'text/javascript; charset=utf-8',
} as const;

export type AssetName = keyof typeof mediaTypes;
export type ScriptName = Extract<AssetName, `${string}.js`>;

interface Asset {
  readonly content: Buffer;
  readonly mediaType: string;
  /** Part of the address, so that a changed file is a new file for every cache. */
  readonly hash: string;
}

/** Read once, when the program starts: they are part of the program and do not change while it runs. */
const assets: ReadonlyMap<string, Asset> = new Map(
  Object.entries(mediaTypes).map(([name, mediaType]) => {
    const content = readFileSync(join(import.meta.dirname, 'assets', name));
    return [
      name,
      { content, mediaType, hash: createHash('sha256').update(content).digest('hex').slice(0, 16) },
    ];
  }),
);

/** Address of an asset, with the hash of its content: `/assets/0123456789abcdef/sluis.css`. */
export function assetUrl(name: AssetName): string {
  return `/assets/${assets.get(name)?.hash ?? 'missing'}/${name}`;
}

/** Serves the assets; to be mounted at the root, before anything that counts or limits requests. */
export function createAssets(): { readonly router: Router; readonly urlOf: (name: AssetName) => string } {
  const router = Router();
  router.get('/assets/:hash/:name', (request, response, next) => {
    const asset = assets.get(request.params.name);
    if (asset === undefined) next();
    else send(response, asset, request.params.hash === asset.hash);
  });
  return { router, urlOf: assetUrl };
}

/** A page made by another version of the program still gets a style sheet, but that answer is not kept. */
function send(response: Response, asset: Asset, exact: boolean): void {
  response.setHeader('Content-Type', asset.mediaType);
  response.setHeader('Cache-Control', exact ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.send(asset.content);
}
