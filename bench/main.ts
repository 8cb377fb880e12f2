import { UsageError } from '../server/options.ts';
import { parseBenchOptions, usage } from './options.ts';
import { runBenchmark } from './run.ts';

try {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else process.exitCode = (await runBenchmark(options)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
