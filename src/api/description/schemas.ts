import { z } from 'zod';
import { secretReferenceValue } from '../../register/model/secret-reference.ts';
import { typedIdentifierValue } from '../../register/model/typed-identifier.ts';
import { affiliationValue, purposeValue, transformsValue } from '../../register/model/values.ts';
import type { NamedSchema, Operation } from '../operation.ts';
import { announcementShape } from '../operations/announcements.ts';
import { auditEventShape } from '../operations/audit.ts';
import { oneChange } from '../operations/changes.ts';
import { disclosureShape } from '../operations/disclosures.ts';
import { successionShape } from '../operations/successions.ts';
import { faultShape, problemShape } from '../problem.ts';
import { publicService } from '../../rights/may-see.ts';

/** What is inside of bodies and answers, and has a name of its own: mostly what comes in several of them. */
const parts: readonly NamedSchema[] = [
  { schemaName: 'Affiliation', schema: affiliationValue },
  { schemaName: 'Announcement', schema: announcementShape },
  { schemaName: 'AuditEvent', schema: auditEventShape },
  { schemaName: 'Change', schema: oneChange },
  { schemaName: 'Disclosure', schema: disclosureShape },
  { schemaName: 'Fault', schema: faultShape },
  { schemaName: 'Problem', schema: problemShape },
  { schemaName: 'PublicService', schema: publicService },
  { schemaName: 'Purpose', schema: purposeValue },
  { schemaName: 'SecretReference', schema: secretReferenceValue },
  { schemaName: 'Succession', schema: successionShape },
  { schemaName: 'Transforms', schema: transformsValue },
  { schemaName: 'TypedIdentifier', schema: typedIdentifierValue },
];

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is. Input: the JSON that is sent, with what may be left out. */
export const asSent = {
  io: 'input',
  target: 'draft-2020-12',
  override: ({ jsonSchema }) => {
    delete jsonSchema.readOnly;
  },
} as const satisfies z.core.ToJSONSchemaParams;

/** Every schema of the document by its name; wherever one comes in another, it is referred to. */
export function schemasOf(operations: readonly Operation[]) {
  const ofOperations = operations.flatMap(({ body, responses }) => [
    ...(body ? [body] : []),
    ...responses.filter((response) => 'schema' in response),
  ]);
  const { schemas } = z.toJSONSchema(registryOf([...ofOperations, ...parts]), { ...asSent, uri: addressOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema]),
  );
}

function registryOf(named: readonly NamedSchema[]) {
  const known = new Map<string, z.ZodType>();
  const registry = z.registry<{ id: string }>();
  for (const { schemaName, schema } of named) {
    const other = known.get(schemaName) ?? schema;
    if (other !== schema) throw new TypeError(`two schemas are called ${schemaName}`);
    known.set(schemaName, schema);
    registry.add(schema, { id: schemaName });
  }
  return registry;
}

export function referenceTo(schemaName: string) {
  return { $ref: addressOf(schemaName) };
}

function addressOf(schemaName: string): string {
  return `#/components/schemas/${schemaName}`;
}
