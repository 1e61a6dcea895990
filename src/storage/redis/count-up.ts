import { defineScript } from 'redis';

/**
 * Adds to a count and gives a new one its expiry, in one command: a count without an expiry would stay for ever, and
 * with it the refusal of the one who is counted. Redis has no command that does both. One key only, so it may run on
 * a Cluster. node-redis sends the script's hash, and the script itself where Redis does not know it (any more).
 */
export const countUp = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    if redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[1], 'NX') then return tonumber(ARGV[2]) end
    return redis.call('INCRBY', KEYS[1], ARGV[2])
  `,
  parseCommand(parser, key: string, ttlSeconds: number, by: number) {
    parser.pushKey(key);
    parser.push(String(ttlSeconds), String(by));
  },
  transformReply: (reply: number): number => reply,
});
