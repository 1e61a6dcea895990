/**
 * How the address that a login asserts compares with the one that was invited: all that is kept of it. `absent`: the login
 * asserts none that counts, or the sign-in is not shown to be fresh.
 */
export const comparedAddresses = ['same', 'differs', 'absent'] as const;
export type ComparedAddress = (typeof comparedAddresses)[number];
