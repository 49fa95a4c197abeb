/**
 * The runtimes under which the jobs of the tests run. RUNNER_TEST_RUNTIMES=runc leaves gVisor out where it
 * is not installed; without it a missing one fails.
 */
export const runtimesOfTests = (process.env['RUNNER_TEST_RUNTIMES'] ?? 'runc,runsc').split(',')
