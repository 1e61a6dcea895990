import { z } from 'zod';
import { policyRecord, type ReleasePolicy } from '../../register/model/kinds/policy.ts';

/** A policy as it is submitted and kept. */
export function writtenPolicy(policy: ReleasePolicy): unknown {
  return z.encode(policyRecord, policy);
}
