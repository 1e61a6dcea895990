import { type Objection, objectionRecord } from '../../register/model/kinds/objection.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { CommandContext } from '../command.ts';
import { objectionText } from '../objection-text.ts';
import { openRegistry } from '../open-registry.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

const perPage = 500;

/** `sluis objection list`: the objections of a school, or all. Whose they are stands nowhere. */
export async function objectionList(
  school: string | undefined,
  { env, terminal }: CommandContext,
): Promise<0> {
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  await withDatabase(settings, terminal.say, async (postgres) => {
    const { store, registry } = openRegistry(postgres, { settings, catalogue });
    let isEmpty = true;
    for await (const objection of objectionsOf(registry, school)) {
      isEmpty = false;
      // the program gave hashes to all others when it started
      const nobodys = objection.person === undefined ? '' : ' · acts for nobody: its handle was erased';
      terminal.out(`${objectionText(objection)}${nobodys}`);
    }
    if (!isEmpty || school === undefined) return;
    const name = { kind: 'school', id: school } as const;
    if ((await store.find([name])).length === 0) terminal.say(await noSuchRecord(store, name));
  });
  return 0;
}

async function* objectionsOf(
  registry: Pick<Registry, 'list'>,
  school: string | undefined,
): AsyncGenerator<Objection> {
  const naming = school === undefined ? {} : { naming: { school } };
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await registry.list({ kind: 'objection', limit: perPage, ...naming, ...next(after) });
    for (const { body } of page) {
      const read = objectionRecord.safeParse(body).data;
      if (read !== undefined) yield read;
    }
    after = page.length < perPage ? undefined : page.at(-1)?.id;
  }
}

function next(after: string) {
  return after === '' ? {} : { after };
}
