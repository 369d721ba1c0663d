import type { Issue } from '../issue.js';
import type { Staged, StagedOutcome } from '../staged.js';

/** What to say about what became of a record. Of what went as it should, nothing. */
export function issueOfOutcome(record: Staged, { outcome, remark }: StagedOutcome): Issue[] {
  const { path: file, at, fate } = record;
  if (remark === 'same_id_twice') {
    return [
      {
        severity: 'info',
        code: remark,
        file,
        at,
        message: 'Another record of this batch has the same id and says something else. Both were taken.',
      },
    ];
  }
  if (remark === 'deleted_here') {
    return [{ severity: 'info', code: remark, file, at, message: 'This was deleted here, and stays so.' }];
  }
  if (remark === 'not_owner') {
    const message = 'Another import brought this, with other words; those stay.';
    return [{ severity: 'info', code: remark, file, at, message }];
  }
  if (outcome !== 'quarantined' || fate.outcome !== 'quarantined') return [];
  const { code, why, try: hint } = fate.reason;
  return [
    {
      severity: 'warn',
      code,
      file,
      at,
      message: hint === undefined ? why : `${why.replace(/[.!?]?$/, '.')} To mend it: ${hint}`,
    },
  ];
}
