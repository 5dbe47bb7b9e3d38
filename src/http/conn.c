/* Connections: who may have one, for how long, and how many at once.
 *
 * Whoever has logged in is known by his account (http/share.c). Of strangers nothing is known but the network that they come
 * from, so a network may hold half of all connections with people who have not logged in yet: whoever opens as many as he can,
 * and sends nothing or a byte now and then, keeps no place from those who work. Behind a proxy all come from one address, and their
 * connections are the proxy's: those that somebody has logged in by do not count. */
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "http/own.h"
#include "sys/sys.h"

#define ANSWER_MS 600000 /* a client that reads its answer more slowly than this is given up */
#define LOOKED_AT 1024   /* connections in a tick */

struct str conn_network(const struct sockaddr *from)
{
	if (from->sa_family == AF_INET)
		return (struct str){
			(const char *)&((const struct sockaddr_in *)(const void *)from)->sin_addr, 4
		};
	if (from->sa_family == AF_INET6) {
		const struct in6_addr *v6 =
			&((const struct sockaddr_in6 *)(const void *)from)->sin6_addr;
		bool mapped = IN6_IS_ADDR_V4MAPPED(v6);

		return (struct str){ (const char *)&v6->s6_addr[mapped ? 12 : 0], mapped ? 4 : 6 };
	}
	return STR("");
}

/* Which count a network's strangers stand in. Two networks may share one; whoever floods us cannot choose with whom. */
static _Atomic uint32_t *strangers_of(struct http *h, const struct sockaddr *from)
{
	uint8_t hash[SEAL_HASH];

	seal_hash(&h->logins_key, conn_network(from), hash);
	return &h->strangers[(size_t)(hash[0] | hash[1] << 8) % HTTP_NETWORKS];
}

enum MHD_Result conn_may(void *http, const struct sockaddr *from, socklen_t n)
{
	struct http *h = http;

	(void)n;
	if (atomic_load(strangers_of(h, from)) < atomic_load(&h->each.strangers))
		return MHD_YES;
	notice_network(h, conn_network(from));
	return MHD_NO;
}

void conn_known(struct conn *k)
{
	if (!k || !k->stranger)
		return;
	atomic_fetch_sub(k->stranger, 1);
	k->stranger = NULL;
}

static void conn_open(struct http *h, struct MHD_Connection *connection, struct conn **ret)
{
	const union MHD_ConnectionInfo *fd = MHD_get_connection_info(
					       connection, MHD_CONNECTION_INFO_CONNECTION_FD),
				       *from = MHD_get_connection_info(
					       connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct conn *k = sys_heap.take(sys_heap.arg, sizeof(*k));

	*ret = k;
	if (!k)
		return; /* it is served, only without a limit of time */
	*k = (struct conn){ .next = h->conns,
		.at = &h->conns,
		.fd = fd ? fd->connect_fd : -1,
		.since = sys_ticks_us() / 1000 };
	if (from && from->client_addr) {
		k->stranger = strangers_of(h, from->client_addr);
		atomic_fetch_add(k->stranger, 1);
	}
	if (h->conns)
		h->conns->at = &k->next;
	h->conns = k;
	atomic_fetch_add(&h->counts.connections, 1);
}

void conn_changed(void *http, struct MHD_Connection *connection, void **socket_context,
	enum MHD_ConnectionNotificationCode what)
{
	struct http *h = http;
	struct conn *k = *socket_context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		conn_open(h, connection, &k);
		*socket_context = k;
		return;
	}
	if (!k)
		return;
	conn_known(k);
	*k->at = k->next;
	if (k->next)
		k->next->at = k->at;
	sys_heap.give(sys_heap.arg, k, sizeof(*k));
	*socket_context = NULL;
	atomic_fetch_sub(&h->counts.connections, 1);
}

/* The client has closed its side, and nothing of it is left to read. The library, which is told
 * of edges only, overlooks it when the end came together with the last bytes. */
bool conn_ended(const struct conn *k)
{
	char byte;
	ssize_t n = recv(k->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

/* The library closes who sends nothing for 30 s. Who sends a byte now and then must be done by a deadline, and half a request whose
 * sender is gone is not waited for. A shut socket is an event, so that the library looks. Each look is a call of the system:
 * with ten thousand connections a tenth of them is looked at in a tick, so that nobody's answer waits for it. */
void conns_tick(struct http *h, int64_t now)
{
	uint64_t parts = 1 + atomic_load(&h->counts.connections) / LOOKED_AT, part = ++h->ticks;

	for (struct conn *k = h->conns; k; k = k->next) {
		bool late = now - k->since > (k->busy ? ANSWER_MS : atomic_load(&h->request_ms));

		if (k->fd < 0 || k->live)
			continue;
		if (!late && (k->busy || (uint64_t)k->fd % parts != part % parts || !conn_ended(k)))
			continue;
		shutdown(k->fd, SHUT_RDWR);
		k->since = now;
	}
}
