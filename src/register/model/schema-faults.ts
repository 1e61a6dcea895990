import { valueAt } from './mapping.ts';
import type { z } from 'zod';
import type { Finding } from '../../domain/fault.ts';

type ValuePath = Finding['path'];

/** What a schema found wrong with a value. `atKey`: it is the key that is wrong, not the value. */
export interface SchemaFault extends Finding {
  readonly atKey: boolean;
}

type Issue = z.core.$ZodIssue;

/** Says in words for people what zod found; `value` is what was checked. Values themselves are not repeated. */
export function schemaFaults(error: z.core.$ZodError, value: unknown): readonly SchemaFault[] {
  return error.issues.flatMap((issue) => describe(issue, [], value));
}

function describe(issue: Issue, prefix: ValuePath, value: unknown): readonly SchemaFault[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        problem: 'is not known here',
        remedy: 'correct the spelling, or remove it',
      }));
    case 'invalid_type':
      return [typeFault(path, issue.expected, valueAt(value, path))];
    case 'invalid_union':
      return describeUnion(issue, path, value);
    case 'invalid_value':
      return [mustBe(path, `one of ${issue.values.map(String).join(', ')}`)];
    case 'invalid_key':
      return issue.issues.flatMap((inner) =>
        describe(inner, path, value).map((fault) => ({ ...fault, path, atKey: true })),
      );
    default:
      return [{ path, atKey: false, problem: issue.message, remedy: 'correct the value' }];
  }
}

/** Of several forms, speak about the one that was meant: the one whose outer shape fits what is there. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: ValuePath,
  value: unknown,
): readonly SchemaFault[] {
  const given = valueAt(value, path);
  if (given === undefined) return [{ path, atKey: false, problem: 'is missing', remedy: 'add it' }];
  if ('options' in issue) return [mustBe(path, `one of ${(issue.options ?? []).map(String).join(', ')}`)];
  const isObject = typeof given === 'object';
  const meant = issue.errors
    .filter((errors) => !errors.some((error) => isAnotherShape(error, isObject)))
    .sort((left, right) => left.length - right.length)[0];
  if (meant !== undefined) return meant.flatMap((error) => describe(error, path, value));
  const remedy = 'see docs/FEDERATION-FILES.md for what is allowed';
  return [{ path, atKey: false, problem: 'has none of the allowed forms', remedy }];
}

/** True when the form is one for texts and a mapping was given, or the other way round. */
function isAnotherShape(issue: Issue, isObject: boolean): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (isObject && issue.code === 'invalid_value');
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
  boolean: 'true or false',
};

function typeFault(path: ValuePath, expected: string, given: unknown): SchemaFault {
  if (given === undefined) return { path, atKey: false, problem: 'is missing', remedy: 'add it' };
  if (given === null) {
    return { path, atKey: false, problem: 'has no value', remedy: 'give it one, or remove the key' };
  }
  const quoted = expected === 'string' && typeof given === 'boolean' ? ' (put it in quotes)' : '';
  return mustBe(path, `${typeNames[expected] ?? expected}${quoted}`);
}

function mustBe(path: ValuePath, expected: string): SchemaFault {
  return { path, atKey: false, problem: `must be ${expected}`, remedy: 'correct the value' };
}
