import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../testkit/machine/project-files.ts';
import { allErrorCodes } from '../../testkit/values/error-codes.ts';
import { errorCodesPage } from './error-codes-page.ts';

const path = 'docs/ERROR-CODES.md';

describe(path, () => {
  it('is what the table of codes says', async () => {
    await expect(errorCodesPage()).toMatchFileSnapshot(join(root, path));
  });

  it('lists every code once', () => {
    const listed = [...errorCodesPage().matchAll(/^\| `([a-z0-9_.]+)` /gm)].map(([, code = '']) => code);
    expect(listed.toSorted()).toEqual(allErrorCodes.toSorted());
  });
});
