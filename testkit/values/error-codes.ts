import { errorCodes, type ErrorCode } from '../../src/domain/error-codes.ts';

const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(errorCodes, name);

export const allErrorCodes: readonly ErrorCode[] = Object.keys(errorCodes).filter(isErrorCode);
