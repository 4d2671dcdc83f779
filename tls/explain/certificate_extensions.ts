/**
 * The extensions of a certificate and their fields (RFC 5280 section 4.2).
 *
 * @module
 */

/** What every extension has. */
export const ANY_EXTENSION = `
  extnID | RFC 5280 section 4.1 | Which extension it is, told by a registered object identifier. | 是哪个扩展，以登记的对象标识符表示。
  critical | RFC 5280 section 4.2 | Whether who does not know this extension has to refuse the certificate. | 不认识此扩展的人是否必须拒绝这张证书。
  extnValue | RFC 5280 section 4.1 | What the extension says: another value, wrapped in a row of bytes. | 扩展的内容：包裹在一串字节中的另一个值。
  Extension | RFC 5280 section 4.2 | An extension that has no name here: only its object identifier is known. | 此处没有名称的扩展，只知道其对象标识符。
  Extensions/* | RFC 5280 section 4.2 | An extension that is not part of the basic set; who does not know it may skip it unless it is critical. | 不属于基本集合的扩展；不认识者可以跳过，除非标为关键。`;

/** What the key is for, and for whom. */
export const PURPOSES = `
  subjectAltName | RFC 5280 section 4.2.1.6 | The names the certificate holds for; browsers look at these alone and not at the subject. | 证书适用的名称；浏览器只看这里，不看 subject。
  SubjectAltName | RFC 5280 section 4.2.1.6 | The list of names the certificate holds for; there is at least one. | 证书适用的名称的列表，至少有一个。
  issuerAltName | RFC 5280 section 4.2.1.7 | Further names of the authority, such as a web or e-mail address. | 颁发机构的其他名称，例如网址或邮箱。
  IssuerAltName | RFC 5280 section 4.2.1.7 | The list of further names of the authority, whatever kind they are of. | 颁发机构其他名称的列表，类型不限。
  keyUsage | RFC 5280 section 4.2.1.3 | What the key may be used for, such as signing or issuing certificates. | 密钥可用于什么，例如签名或签发证书。
  KeyUsage | RFC 5280 section 4.2.1.3 | One bit for each of nine things; the key may do those whose bit is set. | 九种用途各占一位；置位的就是密钥可以做的。
  extendedKeyUsage | RFC 5280 section 4.2.1.12 | In which roles the key may be used, such as that of a web server. | 密钥可用于哪些角色，例如网站服务器。
  ExtKeyUsageSyntax | RFC 5280 section 4.2.1.12 | The list of roles; the key must not be used in any other than these. | 角色的列表；密钥不得用于其他角色。
  KeyPurposeId | RFC 5280 section 4.2.1.12 | One role the key may be used in, such as serverAuth for a TLS server. | 密钥可用的一个角色，例如 serverAuth 表示 TLS 服务器。
  basicConstraints | RFC 5280 section 4.2.1.9 | Whether the holder is an authority and may issue certificates itself. | 持有者是否为颁发机构、能否自行签发证书。
  BasicConstraints | RFC 5280 section 4.2.1.9 | Whether it is an authority, and how many may follow below it. | 是否为颁发机构，以及其下还可有多少级。
  cA | RFC 5280 section 4.2.1.9 | Whether the holder may issue certificates; if it is missing it may not. | 持有者能否签发证书；缺省表示不能。
  pathLenConstraint | RFC 5280 section 4.2.1.9 | How many authorities at most may stand between this one and a server's certificate. | 此机构与服务器证书之间至多可有多少级颁发机构。
  nameConstraints | RFC 5280 section 4.2.1.10 | For which names the authority may issue certificates, and for which it may not. | 该机构可以和不可以为哪些名称签发证书。
  NameConstraints | RFC 5280 section 4.2.1.10 | The names that are allowed below, and those that are excluded. | 对下级允许的名称和排除的名称，各为一个列表。
  permittedSubtrees | RFC 5280 section 4.2.1.10 | The only domains, addresses or names that certificates below may have. | 下级证书只能使用的域、地址或名称。
  excludedSubtrees | RFC 5280 section 4.2.1.10 | Domains, addresses or names that certificates below must not have. | 下级证书不得使用的域、地址或名称。
  GeneralSubtree | RFC 5280 section 4.2.1.10 | One domain, range of addresses or part of a name, with everything below it. | 一个域、地址范围或名称的一部分，包括其下的一切。
  base | RFC 5280 section 4.2.1.10 | Where the range begins: the domain, the addresses or the name itself. | 范围的起点：域、地址或名称本身。
  minimum | RFC 5280 section 4.2.1.10 | Left over from an older standard and of no use: always 0, or not there. | 旧标准的遗留字段，没有用处：恒为 0 或省略。
  maximum | RFC 5280 section 4.2.1.10 | Left over from an older standard and of no use: it must not be there. | 旧标准的遗留字段，没有用处：不得出现。
  tlsfeature | RFC 7633 section 4 | Extensions the server has to answer when asked, so that leaving them out shows an attack. | 被要求时服务器必须应答的扩展；若缺失即表明有攻击。
  Features | RFC 7633 section 4 | The list of extensions that the server promises to answer when asked. | 服务器承诺在被询问时会应答的扩展的列表。
  Feature | RFC 7633 section 4 | The number of one extension; 5, status_request, demands proof that the certificate is not revoked. | 一个扩展的编号；5 即 status_request，要求附上证书未被吊销的证明。
  privateKeyUsagePeriod | RFC 3280 section 4.2.1.4 | When the private key may sign, if not for as long as the certificate is valid. | 私钥可以签名的时间，若与证书有效期不同。
  PrivateKeyUsagePeriod | RFC 3280 section 4.2.1.4 | From when until when the private key may be used for signing. | 从何时到何时可以用私钥签名。
  PrivateKeyUsagePeriod/notBefore | RFC 3280 section 4.2.1.4 | The moment from which the private key may be used for signing. | 从这一刻起才可以用私钥签名。
  PrivateKeyUsagePeriod/notAfter | RFC 3280 section 4.2.1.4 | The moment after which the private key must not sign any more. | 过了这一刻私钥不得再签名。`;

/** How the path to a trusted authority is found and checked. */
export const PATHS = `
  subjectKeyIdentifier | RFC 5280 section 4.2.1.2 | A short mark of this certificate's key, by which other certificates refer to it. | 此证书密钥的简短标记，供其他证书引用。
  SubjectKeyIdentifier | RFC 5280 section 4.2.1.2 | The mark itself, in most certificates a hash of the public key. | 标记本身，在多数证书中是公钥的哈希。
  authorityKeyIdentifier | RFC 5280 section 4.2.1.1 | Which key of the authority signed, for authorities that have several. | 颁发机构用哪个密钥签名，供有多个密钥的机构区分。
  AuthorityKeyIdentifier | RFC 5280 section 4.2.1.1 | The mark of the authority's key, or its name and serial number. | 颁发机构密钥的标记，或其名称和序列号。
  keyIdentifier | RFC 5280 section 4.2.1.1 | The same mark as in the authority's own subjectKeyIdentifier. | 与颁发机构证书中 subjectKeyIdentifier 相同的标记。
  authorityCertIssuer | RFC 5280 section 4.2.1.1 | Who issued the authority's certificate; with the serial number it names that certificate. | 颁发机构的证书由谁签发；与序列号一起指明该证书。
  authorityCertSerialNumber | RFC 5280 section 4.2.1.1 | The serial number of the authority's own certificate, to tell it apart. | 颁发机构自身证书的序列号，用来区分。
  authorityInfoAccess | RFC 5280 section 4.2.2.1 | Where the authority's certificate is found, and where one can ask whether this one is revoked. | 到哪里取得颁发机构的证书，以及查询此证书是否被吊销。
  AuthorityInfoAccessSyntax | RFC 5280 section 4.2.2.1 | The list of services of the authority, each with an address. | 颁发机构各项服务的列表，每项带有地址。
  subjectInfoAccess | RFC 5280 section 4.2.2.2 | Where services of the holder are found, such as a store of certificates. | 持有者的服务所在，例如证书库。
  SubjectInfoAccessSyntax | RFC 5280 section 4.2.2.2 | The list of services of the holder, each with its kind and address. | 持有者各项服务的列表，每项带有类型和地址。
  AccessDescription | RFC 5280 section 4.2.2.1 | One service and its address, such as where to ask about revocation. | 一项服务及其地址，例如查询吊销状态之处。
  accessMethod | RFC 5280 section 4.2.2.1 | Which service it is, such as OCSP or the certificate of the authority. | 是哪项服务，例如 OCSP 或颁发机构的证书。
  accessLocation | RFC 5280 section 4.2.2.1 | Where the service is found; in most cases it is a web address. | 该服务的所在，多数情况下是一个网址。
  certificatePolicies | RFC 5280 section 4.2.1.4 | Under which rules the certificate was issued, such as how well the holder was checked. | 证书按哪些规则签发，例如对持有者核查的严格程度。
  CertificatePolicies | RFC 5280 section 4.2.1.4 | The list of sets of rules under which the certificate was issued. | 签发此证书所依据的各套规则的列表。
  PolicyInformation | RFC 5280 section 4.2.1.4 | One set of rules the authority kept to, and where to read about it. | 颁发机构遵守的一套规则，以及到哪里查阅。
  policyIdentifier | RFC 5280 section 4.2.1.4 | The object identifier under which this set of rules is registered. | 这套规则登记所用的对象标识符。
  policyQualifiers | RFC 5280 section 4.2.1.4 | Remarks on the rules, meant for people and not for programs. | 关于规则的说明，写给人而不是程序看。
  PolicyQualifierInfo | RFC 5280 section 4.2.1.4 | One remark: the address of the rules, or a notice to be shown. | 一条说明：规则的网址，或要显示的声明。
  policyQualifierId | RFC 5280 section 4.2.1.4 | Which kind of remark follows: an address, or a notice for the user. | 后面是哪种说明：网址，或给用户的声明。
  qualifier | RFC 5280 section 4.2.1.4 | The remark itself: the address of the rules, or the notice for the user. | 说明本身：规则的网址，或给用户的声明。
  noticeRef | RFC 5280 section 4.2.1.4 | Points to a notice that an organization has published elsewhere. | 指向某组织在别处发布的声明。
  organization | RFC 5280 section 4.2.1.4 | The organization that has published the notices which are meant. | 发布所指声明的那个组织。
  noticeNumbers | RFC 5280 section 4.2.1.4 | Which of the notices that the organization has published are meant. | 指的是该组织所发布的哪几份声明。
  noticeNumber | RFC 5280 section 4.2.1.4 | The number under which the organization has published this one notice. | 该组织为这一份声明所编的号。
  explicitText | RFC 5280 section 4.2.1.4 | The text of the notice itself; it has at most 200 characters. | 声明的文字本身，至多 200 个字符。
  policyMappings | RFC 5280 section 4.2.1.5 | Which rules of another authority count as equal to those of this one. | 另一机构的哪些规则与本机构的视为等同。
  PolicyMappings | RFC 5280 section 4.2.1.5 | The list of pairs of rules that are taken as equal to each other. | 相互视为等同的规则对的列表。
  PolicyMapping | RFC 5280 section 4.2.1.5 | One pair: rules of the one authority and their equal at the other. | 一对规则：一个机构的规则及另一机构中与之等同的规则。
  issuerDomainPolicy | RFC 5280 section 4.2.1.5 | The rules as the authority that signs this certificate knows them. | 签署此证书的机构所称的规则。
  subjectDomainPolicy | RFC 5280 section 4.2.1.5 | The rules as the authority that this certificate is for knows them. | 此证书持有机构所称的规则。
  policyConstraints | RFC 5280 section 4.2.1.11 | How strictly the rules have to be checked in certificates from here on. | 自此证书起，对规则的检查须有多严格。
  PolicyConstraints | RFC 5280 section 4.2.1.11 | After how many certificates rules become mandatory, or mapping forbidden. | 再经多少张证书后规则成为必需，或不再允许映射。
  requireExplicitPolicy | RFC 5280 section 4.2.1.11 | After how many further certificates each must have acceptable rules. | 再经多少张证书之后，每张都必须有可接受的规则。
  inhibitPolicyMapping | RFC 5280 section 4.2.1.11 | After how many further certificates rules can no longer be mapped. | 再经多少张证书之后，不再允许规则映射。
  inhibitAnyPolicy | RFC 5280 section 4.2.1.14 | From where on anyPolicy no longer stands for every set of rules. | 从何处起，anyPolicy 不再代表任何规则。
  InhibitAnyPolicy | RFC 5280 section 4.2.1.14 | After how many further certificates anyPolicy no longer counts. | 再经多少张证书之后，anyPolicy 不再有效。`;

/** Revocation and public logs. */
export const REVOCATION = `
  crlDistributionPoints | RFC 5280 section 4.2.1.13 | Where the authority publishes its list of revoked certificates. | 颁发机构在哪里发布吊销证书列表。
  CRLDistributionPoints | RFC 5280 section 4.2.1.13 | The list of places where lists of revoked certificates are found. | 可取得吊销列表的地点的列表。
  freshestCRL | RFC 5280 section 4.2.1.15 | Where the authority publishes what was revoked since its last full list. | 颁发机构在哪里发布上次完整列表之后的吊销情况。
  FreshestCRL | RFC 5280 section 4.2.1.15 | The list of places where the additions since the last full list are found. | 可取得上次完整列表之后增补内容的地点的列表。
  DistributionPoint | RFC 5280 section 4.2.1.13 | One place where a list is found, and which revocations it covers. | 可取得列表的一个地点，以及它覆盖哪些吊销。
  distributionPoint | RFC 5280 section 4.2.1.13 | Where the list is: addresses that all lead to the same list. | 列表所在：若干地址都指向同一份列表。
  fullName | RFC 5280 section 4.2.1.13 | The whole address of the list, which in most cases is a web address. | 列表的完整地址，多数情况下是一个网址。
  nameRelativeToCRLIssuer | RFC 5280 section 4.2.1.13 | The end of a directory name, whose beginning is the name of the authority. | 目录名称的末尾部分，其前半部分是颁发机构的名称。
  reasons | RFC 5280 section 4.2.1.13 | For which reasons of revocation the list has entries; all if it is missing. | 该列表包含因哪些原因吊销的条目；缺省表示全部。
  cRLIssuer | RFC 5280 section 4.2.1.13 | Who signs the list of revoked certificates, if not the authority itself. | 若不是颁发机构自己，由谁签署吊销列表。
  ct_precert_scts | RFC 6962 section 3.3 | Proof that the certificate stands in public logs, given by the logs before it was issued. | 证书已记入公开日志的证明，由日志在签发之前给出。
  SignedCertificateTimestampList | RFC 6962 section 3.3 | The promises of several logs, in the format of TLS instead of DER. | 多个日志的承诺，采用 TLS 而非 DER 的格式。
  ct_cert_scts | RFC 6962 section 3.3 | Proof, inside an OCSP response, that the certificate stands in public logs. | OCSP 响应中携带的证书已记入公开日志的证明。
  ct_precert_poison | RFC 6962 section 3.1 | Makes the certificate useless on purpose: this one was only made to be shown to the logs. | 故意使证书无法使用：它只是为提交给日志而制作的。
  noCheck | RFC 6960 section 4.2.2.2.1 | Who trusts this certificate of an OCSP responder need not ask whether it is revoked. | 信任此 OCSP 响应方证书者，无需再查询它是否被吊销。`;
