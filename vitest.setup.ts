import fc from 'fast-check';

// The sample that every change is tested with is the same for all, so that one is not red by the luck of another. A long run, which asks for
// a number of runs, looks for what the sample has not.
if (process.env.LAUNCHSPEC_RUNS === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20261121 });
