/**
 * A batch is one step to everybody who reads: its rows are written little by little, and are there once the batch is
 * done. What is taken back is gone at once, and swept up afterwards.
 */
export const visible = (row: string): string =>
  `(${row}.batch_seq IS NULL OR ${row}.batch_seq NOT IN (SELECT seq FROM import_batches WHERE state <> 'done'))`;
