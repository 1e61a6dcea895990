import { z } from 'zod';
import { federationFile } from '../model/federation-file.ts';

/**
 * JSON Schema of one federation file, as text, for editors and other tools. It says less than Sluis checks: what
 * holds between records is not in it.
 */
export function federationJsonSchema(): string {
  const schema = z.toJSONSchema(federationFile, {
    io: 'input',
    target: 'draft-07',
    // A file is no record of ours that others may not change.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  const described = { ...schema, title: 'Federation file of Sluis' };
  return `${JSON.stringify(described, null, 2)}\n`;
}
