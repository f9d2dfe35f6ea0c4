import { enableCompileCache } from 'node:module';
import './lean-imports.ts';

enableCompileCache();
const { run } = await import('./run.ts');
await run(process.argv.includes('--dev'));
