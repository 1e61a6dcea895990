import { kadeGroups, kadeTenant } from '../oidc-school/claims.ts';
import { originOf, partyById } from '../parties.ts';
import { readSamlKeys, readSigningKeys } from '../party/key-files.ts';

/** Fills the `${kind:name}` of a template; throws on one that it does not know, so that no typing error stays. */
export async function fillPlaceholders(
  template: string,
  values: (kind: string, name: string) => Promise<string>,
): Promise<string> {
  const parts = template.split(/\$\{([^}]*)\}/);
  const filled = parts.map(async (part, index) => {
    if (index % 2 === 0) return part;
    const [kind = '', name = ''] = part.split(':');
    return await values(kind, name);
  });
  return (await Promise.all(filled)).join('');
}

export interface PlaceholderInput {
  readonly broker: string;
  readonly demoPort: number;
  readonly partyKeysFolder: string;
  /** The day of the first start, `YYYY-MM-DD`. */
  readonly firstDay: string;
}

/** The values of the demo's placeholders: `origin`, `broker`, `certificate`, `jwks`, `day`, `tenant`, `group`. */
export function demoPlaceholders(input: PlaceholderInput) {
  return async (kind: string, name: string): Promise<string> => {
    switch (kind) {
      case 'origin':
        return originOf(partyById(name).id, input.demoPort);
      case 'broker':
        if (name === 'origin') return input.broker;
        break;
      case 'certificate':
        return (await readSamlKeys(input.partyKeysFolder, name)).certificate;
      case 'jwks':
        return publicKeySet(await readSigningKeys(input.partyKeysFolder, name));
      case 'day':
        return dayFrom(input.firstDay, Number(name));
      case 'tenant':
        if (name === 'kade') return kadeTenant;
        break;
      case 'group':
        if (name === 'pupils' || name === 'teachers') return kadeGroups[name];
        break;
      default:
    }
    throw new Error(`unknown placeholder \${${kind}:${name}}`);
  };
}

/** `offset` days after `day`, both `YYYY-MM-DD`. */
export function dayFrom(day: string, offset: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
}

const publicMembers = new Set(['kty', 'crv', 'x', 'y', 'n', 'e', 'alg', 'use', 'kid']);

/** JSON is YAML as well, so it can stand in a template as it is. */
function publicKeySet({ keys }: { readonly keys: readonly Record<string, unknown>[] }): string {
  const publicKeys = keys.map((key) =>
    Object.fromEntries(Object.entries(key).filter(([member]) => publicMembers.has(member))),
  );
  return JSON.stringify({ keys: publicKeys });
}
