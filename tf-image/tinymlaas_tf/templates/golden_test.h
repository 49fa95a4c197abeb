// Runs the golden vectors: pictures with the answers that $by gives, bit by bit.
#ifndef TINYMLAAS_GOLDEN_TEST_H_
#define TINYMLAAS_GOLDEN_TEST_H_

// Calls `tell` with one line per finding. Returns how many vectors failed; 0 is a pass, -1 that nothing could be run.
int RunGoldenTest(void (*tell)(const char* line));

#endif  // TINYMLAAS_GOLDEN_TEST_H_
