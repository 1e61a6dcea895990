import type { ServiceId } from '../domain/ids.ts';
import { usageFault } from './command.ts';

export interface AboutOptions {
  readonly service?: ServiceId;
  readonly allSignIns?: true;
}

/** What an announcement is about. Said either way: a forgotten option must not put it on the pages of everybody. */
export function aboutOf({ service, allSignIns }: AboutOptions): { readonly service?: ServiceId } {
  if ((service === undefined) === (allSignIns === undefined)) {
    throw usageFault('give either --service or --all-sign-ins');
  }
  return service === undefined ? {} : { service };
}
