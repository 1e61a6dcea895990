import { setTimeout as pause } from 'node:timers/promises';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { loginAddresses } from '../addresses.ts';
import { lost } from '../lost.ts';
import type { LoginParts } from '../parts.ts';
import type { Step } from '../step.ts';

/** Milliseconds between looks: the request that signs in may still be on its way to the database. */
const pauses = [25, 50, 100, 200, 400, 800];

/**
 * The answer came again after its ticket was used: on to where the login is that went on with it. Never to the school: a
 * page that submits twice each time would bring the browser here for ever.
 */
export const wentOn: Step = async (parts, exchange, waiting) => {
  let onwards = await outcomeOf(parts, waiting);
  for (const milliseconds of pauses) {
    if (onwards !== undefined) break;
    await pause(milliseconds);
    onwards = await outcomeOf(parts, await waitingNow(parts, exchange, waiting));
  }
  if (onwards === undefined) throw lost();
  seeOther(exchange.response, onwards);
};

async function outcomeOf(
  { transactions }: LoginParts,
  { transaction, resumeUrl }: WaitingRequest,
): Promise<string | undefined> {
  if (resumeUrl !== undefined) return resumeUrl;
  const held = await transactions.heldForPick(transaction);
  return held && loginAddresses.picker(transaction);
}

function waitingNow(
  { interactions }: LoginParts,
  { request, response }: HttpExchange,
  { transaction }: WaitingRequest,
): Promise<WaitingRequest> {
  return interactions.waitingNow(request, response, transaction);
}
