/* What the files of this desk share. */
#ifndef DESK_FORMS_OWN_H
#define DESK_FORMS_OWN_H

#include "desk/forms/forms.h"

/* read.c: the newest filling of the latest day before this one; id nil: there is none. */
int form_before(struct cx *cx, const struct cover *c, const struct uuid *form, int32_t day,
	struct form_filling *ret);
/* Notes in each value of `now` what the one before had there. */
void form_compare(struct form_filling *now, const struct form_filling *before);

#endif
