import { randomUUID } from 'node:crypto';
import type { DemoPerson } from '../people.ts';
import { answerPage } from './answer-page.ts';
import { attributesOf, persistentNameId } from './attributes.ts';
import type { PendingLogin } from './pending-logins.ts';
import { failureResponseXml, loginResponseXml, type FailureContent } from './response-xml.ts';
import type { SamlSchoolDescription } from './school-description.ts';
import { sealResponse, signMessage, type SchoolKeys } from './sealing.ts';

/** Somebody whom the school knows in this browser. */
export interface SignedIn {
  readonly person: DemoPerson;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionIndex: string;
}

/** Makes the pages that carry the school's answer to the broker. */
export interface Answering {
  success(login: PendingLogin, signedIn: SignedIn): Promise<string>;
  failure(login: PendingLogin, status: FailureContent['status']): Promise<string>;
}

export function createAnswering(
  school: SamlSchoolDescription,
  entityId: string,
  keys: SchoolKeys,
): Answering {
  const pageFor = (login: PendingLogin, xml: string) =>
    answerPage({
      school: school.name,
      action: login.broker.assertionConsumerUrl,
      samlResponse: Buffer.from(xml).toString('base64'),
      relayState: login.request.relayState,
    });
  return {
    async success(login, signedIn) {
      const xml = await loginResponseXml({
        ...envelope(login, entityId),
        assertionId: newId(),
        audience: login.broker.entityId,
        authenticatedAt: signedIn.at,
        sessionIndex: signedIn.sessionIndex,
        nameId: persistentNameId(signedIn.person, school.realm),
        attributes: attributesOf(signedIn.person, school.realm),
      });
      return pageFor(
        login,
        await sealResponse(xml, keys, school.encryptsAssertions ? login.broker : undefined),
      );
    },
    async failure(login, status) {
      const xml = await failureResponseXml({ ...envelope(login, entityId), status });
      return pageFor(login, signMessage(xml, keys));
    },
  };
}

function envelope(login: PendingLogin, issuer: string): Omit<FailureContent, 'status'> {
  return {
    responseId: newId(),
    issuer,
    destination: login.broker.assertionConsumerUrl,
    inResponseTo: login.request.id,
    now: Date.now(),
  };
}

/** An xs:ID may not begin with a digit. */
function newId(): string {
  return `_${randomUUID()}`;
}
