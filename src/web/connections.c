#include "web/connections.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdio.h>

void connections_address(const struct sockaddr *address, char out[static 64], bool *loopback)
{
	out[0] = 0;
	*loopback = false;
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const void *)address;
		inet_ntop(AF_INET, &v4->sin_addr, out, 64);
		*loopback = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	} else if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const void *)address;
		bool mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
		inet_ntop(mapped ? AF_INET : AF_INET6, v6->sin6_addr.s6_addr + (mapped ? 12 : 0), out, 64);
		*loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) ||
			(mapped && v6->sin6_addr.s6_addr[12] == 127);
	}
}

bool connections_welcome(const struct connections *all, const struct sockaddr *address)
{
	char text[64];
	bool loopback;
	size_t same = 0;
	connections_address(address, text, &loopback);
	for (size_t i = 0; i < CONNECTIONS; i++)
		same += all->v[i].open && strcmp(all->v[i].address, text) == 0;
	return all->n < CONNECTIONS && (loopback || same < CONNECTIONS_AN_ADDRESS);
}

struct connection *connections_add(
	struct connections *all, struct MHD_Connection *connection, int64_t now_ms)
{
	const union MHD_ConnectionInfo *fd = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	const union MHD_ConnectionInfo *address = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	if (!fd || !address)
		return NULL;
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (!all->v[i].open) {
			struct connection *made = &all->v[i];
			*made = (struct connection){.fd = fd->connect_fd, .since = now_ms, .open = true};
			connections_address(address->client_addr, made->address, &made->loopback);
			all->n++;
			assert(all->n <= CONNECTIONS);
			return made;
		}
	return NULL;
}

void connections_remove(struct connections *all, struct connection *connection)
{
	assert(connection->open && all->n > 0);
	connection->open = false;
	all->n--;
}

size_t connections_cut(struct connections *all, int64_t now_ms)
{
	size_t cut = 0;
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (all->v[i].open && now_ms - all->v[i].since > REQUEST_MS &&
			shutdown(all->v[i].fd, SHUT_RDWR) == 0)
			cut++;
	return cut;
}
