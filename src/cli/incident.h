/* Incidents: what a round is part of. */
#ifndef CLI_INCIDENT_H
#define CLI_INCIDENT_H

#include "cli/cli.h"

/* One that is going on; *ret_n how many there are. */
int incident_running(struct cli *c, struct incident *ret, size_t *ret_n);

/* Declares one; ret its id. The data is open for writing. What options tell of its cause, level and beginning goes with it. */
int incident_declare(
	struct cli *c, struct str name, struct str area, bool exercise, struct uuid *ret);
/* The incident that --incident names: an id or name, "new NAME" to declare one; without the option the only one that has
 * not ended, or, if there is none, a new one, named by the area and the day, which is told. */
int incident_of_round(struct cli *c, struct str area, struct uuid *ret);

#endif
