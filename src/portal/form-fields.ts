import type { HttpExchange } from '../http/exchange.ts';

/** The fields of a form, before anything of them is believed. */
export function fieldsOf({ request }: HttpExchange): Readonly<Record<string, unknown>> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** Empty for a field that is absent, or there more than once. */
export function textField(exchange: HttpExchange, name: string): string {
  return textIn(fieldsOf(exchange), name);
}

/** The same of fields that came before. */
export function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** `undefined` for what is no JSON. */
export function jsonField(exchange: HttpExchange, name: string): unknown {
  try {
    return JSON.parse(textField(exchange, name));
  } catch {
    return undefined;
  }
}
