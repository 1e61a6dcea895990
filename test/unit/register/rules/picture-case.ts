import { federationFile, type Federation } from '../../../../src/register/model/federation-records.ts';
import { excesses, incoherences } from '../../../../src/register/rules/coherence.ts';
import type { Incoherence } from '../../../../src/register/rules/picture.ts';
import { indexOf } from '../../../../src/register/rules/register-index.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

const nothing: Federation = {
  boards: [],
  schools: [],
  idps: [],
  suppliers: [],
  sectors: [],
  services: [],
  agreements: [],
  policies: [],
  access: [],
  apiClients: [],
};

/** Records as somebody writes them in a file or a body. */
export function records(text: object): Federation {
  return { ...nothing, ...federationFile.parse(text) };
}

/** The example with these records written over or added to it. */
export function registerWith(
  written: Federation,
  base: Federation = exampleFederation().parsed(),
): Federation {
  const byId = <Record_ extends object>(
    before: readonly Record_[],
    after: readonly Record_[],
    idOf: (record: Record_) => string,
  ): readonly Record_[] => [
    ...new Map([...before, ...after].map((record) => [idOf(record), record])).values(),
  ];
  const own = ({ id }: { readonly id: string }): string => id;
  const pair = ({ school, service }: { readonly school: string; readonly service: string }): string =>
    `${school}/${service}`;
  return {
    boards: byId(base.boards, written.boards, own),
    schools: byId(base.schools, written.schools, own),
    idps: byId(base.idps, written.idps, own),
    suppliers: byId(base.suppliers, written.suppliers, own),
    sectors: byId(base.sectors, written.sectors, own),
    services: byId(base.services, written.services, own),
    agreements: byId(base.agreements, written.agreements, own),
    policies: byId(base.policies, written.policies, pair),
    access: byId(base.access, written.access, pair),
    apiClients: byId(base.apiClients, written.apiClients, own),
  };
}

/** What is wrong with records that are written into the example federation: looking at them alone. */
export function faultsOfWriting(text: object, base?: Federation): readonly Incoherence[] {
  const focus = records(text);
  const picture = { focus, index: indexOf(registerWith(focus, base)), catalogue };
  return [...incoherences(picture), ...excesses(picture)];
}

/** As `path: problem` lines. */
export function problemsOfWriting(text: object, base?: Federation): readonly string[] {
  return faultsOfWriting(text, base).map(({ path, problem }) => `${path.join('.')}: ${problem}`);
}
