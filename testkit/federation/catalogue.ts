import { readFileSync } from 'node:fs';
import { readAttributeCatalogue } from '../../src/config/attribute-catalogue.ts';

/** The catalogue that comes with Sluis. */
export const catalogue = readAttributeCatalogue(
  readFileSync('config/attributes.yaml', 'utf8'),
  'attributes.yaml',
);
