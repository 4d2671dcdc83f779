/**
 * How a later connection takes up an earlier one: tickets, shared keys and early data.
 *
 * @module
 */

/** NewSessionTicket and the extensions about tickets. */
export const TICKETS = `
  ticket_lifetime | RFC 8446 section 4.6.1 | For how many seconds the ticket can be used, at most a week; after that both sides forget it. | 票据可用多少秒，最长一周；之后双方都将其作废。
  ticket_lifetime_hint | RFC 5077 section 3.3 | For how many seconds the server expects to honour the ticket; 0 if it does not say. | 服务器预计承认此票据多少秒；0 表示未说明。
  ticket_age_add | RFC 8446 section 4.6.1 | A random number added to the ticket's age when it is shown, so that onlookers cannot link the two connections. | 出示票据时加到票据年龄上的随机数，使旁观者无法把两次连接联系起来。
  ticket_nonce | RFC 8446 section 4.6.1 | Makes the key of this ticket differ from those of the other tickets of the same connection. | 使此票据的密钥不同于同一连接上其他票据的密钥。
  ticket | RFC 8446 section 4.6.1 | The ticket itself; only the server can read it, often it is the encrypted state of the session. | 票据本身；只有服务器能读懂，往往就是加密后的会话状态。
  session_ticket/extension_data/ticket | RFC 5077 section 3.2 | The ticket the client shows; there is none if it merely says that it would like one. | 客户端出示的票据；若只是表示想要票据，则为空。
  max_early_data_size | RFC 8446 section 4.6.1 | How many bytes of early data (0-RTT) the server will take with this ticket. | 使用此票据时，服务器愿意接收多少字节的早期数据（0-RTT）。
  new_session_count | RFC 9149 section 3 | How many tickets the client would like if the server begins a new session. | 若服务器开始新会话，客户端希望得到多少张票据。
  resumption_count | RFC 9149 section 3 | How many tickets the client would like if the server takes up the session offered. | 若服务器恢复所提议的会话，客户端希望得到多少张票据。
  expected_count | RFC 9149 section 3 | How many tickets the server expects to send, given what the client asked for. | 服务器根据客户端的请求预计会发送多少张票据。
  pinning_ticket | RFC 8672 section 4 | What the client keeps and shows again; only the server that made it can open it. | 客户端保存并再次出示的票据；只有制作它的服务器能打开。
  pinning_proof | RFC 8672 section 4 | Proof that the server could open the ticket the client showed: it is the same server as before. | 证明服务器能打开客户端出示的票据：它就是以前的那台服务器。
  lifetime | RFC 8672 section 4 | For how many seconds the server will go on recognizing the ticket. | 服务器在多少秒之内还会认得此票据。`;

/** Shared keys. */
export const SHARED_KEYS = `
  identities | RFC 8446 section 4.2.11 | The shared keys the client offers: tickets, or names of keys agreed on elsewhere. | 客户端提议的预共享密钥：票据，或在别处约定的密钥名称。
  psk_identity | RFC 8446 section 4.2.11 | One shared key the client offers, told by a name, and how old it is. | 客户端提议的一个预共享密钥，以名称表示，并说明其年龄。
  identity | RFC 8446 section 4.2.11 | The ticket, or the name of the key; everybody on the way can read it, the key itself is never sent. | 票据或密钥名称；途中任何人都能看到，但密钥本身从不发送。
  obfuscated_ticket_age | RFC 8446 section 4.2.11.1 | How old the ticket is in milliseconds, with ticket_age_add added; it lets the server spot messages sent again late. | 票据的年龄（毫秒）加上 ticket_age_add；服务器由此发现迟来的重放消息。
  binders | RFC 8446 section 4.2.11.2 | For each key offered the proof that the client really has it; made over everything before this list. | 针对每个提议密钥的证明，说明客户端确实持有；覆盖此列表之前的全部内容。
  psk_binder_entry | RFC 8446 section 4.2.11.2 | One proof: a checksum over this ClientHello made with the shared key, so that nobody can move the offer elsewhere. | 一份证明：用预共享密钥对此 ClientHello 计算的校验值，使提议无法被挪用。
  selected_identity | RFC 8446 section 4.2.11 | Which of the client's keys the server chose, counted from 0. | 服务器选定了客户端的第几个密钥，从 0 数起。
  ke_modes | RFC 8446 section 4.2.9 | The list of ways in which the client would use a shared key. | 客户端愿意以哪些方式使用预共享密钥的列表。
  psk_key_exchange_mode | RFC 8446 section 4.2.9 | One way: the shared key alone, or together with a fresh key exchange, which keeps past talks safe if the key leaks. | 一种方式：只用预共享密钥，或再加新的密钥交换；后者在密钥泄露时仍能保护过去的通信。`;

/** KeyUpdate. */
export const KEY_UPDATES = `
  request_update | RFC 8446 section 4.6.3 | Whether the other side is asked to move on to new keys as well. | 是否要求对方也改用新的密钥；每个方向各有自己的密钥。`;
