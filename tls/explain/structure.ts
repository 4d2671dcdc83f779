/**
 * What is built the same way everywhere: headers, lists, alerts, and bytes nobody can read.
 *
 * @module
 */

/** Headers and lists. */
export const STRUCTURE = `
  msg_type | RFC 8446 section 4 | Which message of the handshake this is; it decides how all that follows is read. | 这是握手中的哪一种消息；后面的内容如何解读由它决定。
  length | RFC 8446 section 3.4 | How many bytes follow that belong here, so that the reader knows where this part ends. | 后面有多少字节属于这一部分，读者由此知道它在哪里结束。
  body | RFC 8446 section 4 | The content of a message whose format is not known here, left as it is. | 消息的内容，其格式在此未知，原样保留。
  undecoded | RFC 8446 section 6.2 | Bytes that do not fit the format; a receiver that finds them has to end the connection with decode_error. | 不符合格式的字节；接收方发现后必须以 decode_error 结束连接。
  extensions | RFC 8446 section 4.2 | Everything beyond the fixed fields: a list of additions, of which a receiver skips those it does not know. | 固定字段之外的一切：一个扩展列表，接收方会跳过自己不认识的项。
  extension_type | RFC 8446 section 4.2 | The number of the extension; it tells what the bytes that follow mean. | 扩展的编号，说明后面字节的含义。
  extension_data | RFC 8446 section 4.2 | What the extension says; the format is that of its type, and may differ from message to message. | 扩展的内容；格式由类型决定，在不同的消息中可能不同。
  extension_data/data | RFC 8446 section 4.2 | The content of an extension whose format is not known here, left as it is. | 扩展的内容，其格式在此未知，原样保留。
  extension | RFC 8446 section 4.2 | An extension that is cut off: there is not even room for its number. | 被截断的扩展，连编号都不完整。
  GREASE | RFC 8701 section 3 | Means nothing: made up by the client so that servers that choke on something unknown are found early. | 没有含义：客户端随意编造，好让遇到未知内容就出错的服务器尽早暴露。
  unassigned | RFC 8446 section 4.2 | An extension with a number that nobody has registered; a receiver that does not know it skips it. | 编号未注册的扩展；不认识它的接收方会直接跳过。
  reserved | RFC 8446 section 11 | An extension with a number that is set aside, often because a draft once used it. | 编号被保留的扩展，往往因为某个草案曾用过它。
  private use | RFC 8446 section 11 | An extension with a number for private use: its meaning is a matter between the two sides. | 编号属于私有用途的扩展：含义由通信双方自行约定。`;

/** Alerts and change_cipher_spec. */
export const SIGNALS = `
  alert/level | RFC 8446 section 6 | How bad it is: warning or fatal. TLS 1.3 goes by the description alone and ignores this. | 严重程度：警告或致命。TLS 1.3 只看 description，忽略此字段。
  description | RFC 8446 section 6 | What happened; all but close_notify and user_canceled end the connection as an error in TLS 1.3. | 发生了什么；在 TLS 1.3 中，除 close_notify 和 user_canceled 外都是使连接终止的错误。
  change_cipher_spec/type | RFC 5246 section 7.1 | Always 1, and says nothing more: that the message is there is all that counts. | 恒为 1，别无含义：消息出现本身就说明了一切。`;
