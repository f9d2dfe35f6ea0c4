import { z } from 'zod';
import { listParams, overviewParams } from './overview-params.ts';

const format = z.enum(['xlsx', 'csv'], 'phải là xlsx hoặc csv').optional();

/** A list's own parameters, and in what form it is wanted. */
export const listExportParams = listParams.extend({ format });
/** An overview's own parameters, and in what form it is wanted. */
export const overviewExportParams = overviewParams.extend({ format });
