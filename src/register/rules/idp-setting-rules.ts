import type { Finding } from '../../domain/fault.ts';
import type { IdentityProvider } from '../model/kinds/idp.ts';
import type { Records } from '../model/records.ts';
import { certificateRules } from './certificate-rules.ts';
import type { JudgedFault } from './judged-fault.ts';
import { oidcSettingFindings } from './oidc-setting-rules.ts';
import { placeholderIn } from './placeholder.ts';

/** Settings of IdPs with which nobody can sign in, or soon nobody can. They are judged as of `moment`. */
export function* idpSettingRules(
  { idp: idps }: Pick<Records, 'idp'>,
  moment: number,
): Generator<JudgedFault> {
  for (const idp of idps) {
    for (const finding of settingFindings(idp)) {
      yield { fault: { kind: 'idp', id: idp.id, ...finding }, isRefused: true };
    }
    if (idp.protocol.kind === 'saml') yield* certificateRules(idp, idp.protocol, moment);
  }
}

function* settingFindings({ protocol }: IdentityProvider): Generator<Finding> {
  if (protocol.kind === 'oidc') {
    const { issuer, tenant, hostedDomain } = protocol;
    yield* placeholders({ issuer, tenant, hostedDomain });
    yield* oidcSettingFindings(protocol);
  } else {
    const { entityId, singleSignOnUrl } = protocol;
    yield* placeholders({ entityId, singleSignOnUrl });
  }
}

function* placeholders(settings: Readonly<Record<string, string | undefined>>): Generator<Finding> {
  for (const [member, value] of Object.entries(settings)) {
    const placeholder = placeholderIn(value ?? '');
    if (placeholder === undefined) continue;
    const problem = `${placeholder} stands for something that was never filled in`;
    yield { path: ['protocol', member], problem, remedy: 'write what it is for this school' };
  }
}
