/* The generator of the statement table is a program of its own; so are its tests. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void the_generator_passes_its_tests(void **state)
{
	const char *source = getenv("BULOU_SOURCE");
	char path[1100];
	int status = -1;
	pid_t child;

	(void)state;
	snprintf(path, sizeof path, "%.1000s/tools/embed_sql_test.py", source ? source : ".");
	child = fork();
	if (child == 0) {
		execlp("python3", "python3", path, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_generator_passes_its_tests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
