/** Periods as people say them who are in the middle of one. */
export const periodWords = { day: 'today', week: 'this week', month: 'this month' } as const;
