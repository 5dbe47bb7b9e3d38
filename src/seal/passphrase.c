/* One command opens its key several times, and a person types once: so the passphrase stays with the process. */
#include "seal/locked.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "sys/sys.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char kept[SEAL_PASSPHRASE_MAX];
static size_t kept_n;

void passphrase_set(struct str passphrase)
{
	size_t n = passphrase.n < sizeof(kept) ? passphrase.n : sizeof(kept);

	pthread_mutex_lock(&lock);
	sodium_mlock(kept, sizeof(kept));
	seal_wipe(kept, sizeof(kept));
	if (n)
		memcpy(kept, passphrase.p, n);
	kept_n = n;
	pthread_mutex_unlock(&lock);
}

void seal_passphrase_forget(void)
{
	passphrase_set(STR_NONE);
}

bool passphrase_is_set(void)
{
	bool set;

	pthread_mutex_lock(&lock);
	set = kept_n > 0;
	pthread_mutex_unlock(&lock);
	return set || sys_secret_named(SEAL_PASSPHRASE);
}

/* The file would say the same again: only a person is asked twice. */
int passphrase_get(struct cx *cx, const char *path, bool again, struct str *ret)
{
	struct buf prompt;
	int e = 0;

	pthread_mutex_lock(&lock);
	*ret = again ? STR_NONE : (struct str){ kept, kept_n };
	pthread_mutex_unlock(&lock);
	if (ret->n)
		return cx_str(cx, *ret, ret);
	if (again && sys_secret_named(SEAL_PASSPHRASE))
		return 0;
	buf_init(&prompt, cx->arena);
	buf_z(&prompt, path);
	buf_z(&prompt, sys_speaks_chinese() ? " 的口令：" : ": passphrase: ");
	if (!buf_ok(&prompt))
		return err(cx, E_NO_MEMORY, NULL);
	e = sys_secret(cx, SEAL_PASSPHRASE, buf_get(&prompt).p, SEAL_PASSPHRASE_MAX, ret);
	if (!e && ret->n)
		passphrase_set(*ret);
	return e;
}
