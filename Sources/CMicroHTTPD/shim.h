#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H
#include <stdarg.h>
#include <stdint.h>
#include <sys/eventfd.h> /* not in the Glibc module */
#include <sys/types.h>
#include <sys/socket.h>
#include <microhttpd.h>

/* What Swift cannot import: functions with a variable number of arguments. */

/* MHD_start_daemon. Every option that the house uses is named here, once. No thread is started: the house
   runs the daemon on a thread of its own (docs/decisions/0002-libmicrohttpd-threads.md). */
static inline struct MHD_Daemon *house_mhd_start(
    int listen_socket, unsigned int connections, unsigned int idle_seconds, size_t memory_per_connection,
    void *context, MHD_AcceptPolicyCallback accept, MHD_NotifyConnectionCallback connection,
    MHD_AccessHandlerCallback handle,
    void *(*begin)(void *context, const char *target, struct MHD_Connection *connection),
    MHD_RequestCompletedCallback complete,
    size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text)) {
  return MHD_start_daemon(
      MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, accept, context, handle, context,
      MHD_OPTION_LISTEN_SOCKET, listen_socket,
      MHD_OPTION_CONNECTION_LIMIT, connections,
      MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory_per_connection,
      MHD_OPTION_NOTIFY_CONNECTION, connection, context,
      MHD_OPTION_URI_LOG_CALLBACK, begin, context,
      MHD_OPTION_NOTIFY_COMPLETED, complete, context,
      MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
      /* The thread that runs the daemon blocks SIGPIPE; without this there is no sendfile. */
      MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
      MHD_OPTION_END);
}

/* MHD_get_daemon_info, for the descriptor that is ready when the daemon has something to do; -1 for none. */
static inline int house_mhd_epoll(struct MHD_Daemon *daemon) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
  return info == NULL ? -1 : info->epoll_fd;
}

/* MHD_get_connection_info, for the peer's address; NULL when it is not known. */
static inline const struct sockaddr *house_mhd_client_address(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info == NULL ? NULL : info->client_addr;
}

/* MHD_get_connection_info, for the socket; -1 when there is none. */
static inline int house_mhd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}
#endif
