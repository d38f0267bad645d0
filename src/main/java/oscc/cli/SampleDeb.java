package oscc.cli;

import static oscc.cli.SampleParts.ascii;

import java.util.Map;
import java.util.TreeMap;

/** A Debian package with something of each kind that is done in the place of its scripts. */
final class SampleDeb {
  /** Its third line does what nobody knows of, which is told to the user. */
  private static final String POSTINST =
      """
      #!/bin/sh
      set -e
      mkdir -p /srv/sample
      update-alternatives --install /usr/bin/sample sample /usr/bin/script 10
      deb-systemd-helper enable 'sample.service' >/dev/null || true
      """;

  private static final String TMPFILES =
      """
      d /var/lib/sample 0750 sample sample -
      f /var/lib/sample/seen 0644 root root - no
      L /etc/sample - - - - ../usr/bin/script
      """;

  private static final String UNIT =
      """
      [Unit]
      Description=Sample
      [Service]
      ExecStart=/usr/bin/script
      [Install]
      WantedBy=multi-user.target
      Alias=other.service
      """;

  private static final String PAM =
      """
      Name: Sample
      Default: yes
      Priority: 128
      Auth-Type: Primary
      Auth:
      \t[success=end default=ignore]\tpam_sample.so
      Session-Type: Additional
      Session:
      \toptional\tpam_sample.so
      """;

  /** Two that nobody has the keys of: most are of the first kind, and the young of the second. */
  private static final String RSA =
      """
      -----BEGIN CERTIFICATE-----
      MIICWDCCAcGgAwIBAgIUc0GZOTdpER6tarMC/2RAKwuftlswDQYJKoZIhvcNAQEL
      BQAwNTELMAkGA1UEBhMCRVUxDTALBgNVBAoMBG9zY2MxFzAVBgNVBAMMDlNhbXBs
      ZSAgUm9vdCAyMCAXDTI2MTEyNjExMDE0M1oYDzIxMjYxMTAyMTEwMTQzWjA1MQsw
      CQYDVQQGEwJFVTENMAsGA1UECgwEb3NjYzEXMBUGA1UEAwwOU2FtcGxlICBSb290
      IDIwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBALdDZXRELphoEpaY2iAWlEmK
      X4XGm7sA/nHE9aOLR9rZqJn1PMrdgKowkby9X7UngwXoi4FcVoYSlSXeHsF5zRTF
      bVECon3Layt3AEHNt0r0lZP6mToSO47I0qPXRTqYNYyu+JEMw/4q5/KyI7Wu1VLt
      /TsayMSWq6M5Ulwbb4uDAgMBAAGjYzBhMB0GA1UdDgQWBBSV5XOzKuSPLW/MT7mc
      TUGeoNZHvTAfBgNVHSMEGDAWgBSV5XOzKuSPLW/MT7mcTUGeoNZHvTAPBgNVHRMB
      Af8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjANBgkqhkiG9w0BAQsFAAOBgQAOEiZc
      PKk04hF9lqV5b8TUgreZ+Ez+PybbjYD6iIVBhPzyR9w2qpChzVLvpN091bp4JLQ5
      Aa7pEnBO0RzPsHjCGGdXf7vk3tBkf+ZRcU9I2/tHahul36zdkzqBWOTkakGdM9Vz
      1AiwTy2sRulBDhTeYEDVzUlmPwfmUbC1rGkJjg==
      -----END CERTIFICATE-----
      """;

  private static final String ELLIPTIC =
      """
      -----BEGIN CERTIFICATE-----
      MIIBojCCAUmgAwIBAgIUDt+N2kk4Z9n2BuCp9jFF/X09OkkwCgYIKoZIzj0EAwIw
      JjENMAsGA1UECgwEb3NjYzEVMBMGA1UEAwwMU2FtcGxlICBSb290MCAXDTI2MTEy
      NjExMDExOVoYDzIxMjYxMTAyMTEwMTE5WjAmMQ0wCwYDVQQKDARvc2NjMRUwEwYD
      VQQDDAxTYW1wbGUgIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQPpAyH
      HUNYwcpB/uMtQFXnNuHPBpXI7sEUh42gQYTZrrs+osenDYOOyJZhs/Rxz8fRVX6g
      BI94Wrfuxc/gehVSo1MwUTAdBgNVHQ4EFgQU45+RRbNH0mF0kStOoi19DoFOFHcw
      HwYDVR0jBBgwFoAU45+RRbNH0mF0kStOoi19DoFOFHcwDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNHADBEAiBPnXx70XTSeRNGMQiRNzG8b/QA5aVoVUZfB4ko
      bhwr6AIgZb4a0VolVEHwFj2tWLPePlC1Wn4Bz67zPpzB9ecagmI=
      -----END CERTIFICATE-----
      """;

  private SampleDeb() {}

  /** The bytes of the package. */
  static byte[] bytes() {
    Map<String, String> files = new TreeMap<>();
    files.put("./usr/bin/script", "#!/bin/sh\n");
    files.put("./usr/lib/sysusers.d/sample.conf", "u sample - Sample /run/sample\ng samples -\n");
    files.put("./usr/lib/systemd/system/sample.service", UNIT);
    files.put("./usr/lib/tmpfiles.d/sample.conf", TMPFILES);
    files.put("./usr/share/ca-certificates/sample/one.crt", RSA);
    files.put("./usr/share/ca-certificates/sample/two.crt", ELLIPTIC);
    files.put("./usr/share/doc/sample", "sample\n");
    files.put("./usr/share/pam-configs/sample", PAM);
    files.put(
        "./usr/share/pam/common-auth",
        "$auth_primary\nauth requisite pam_deny.so\n$auth_additional\n");
    Map<String, byte[]> content = new TreeMap<>();
    files.forEach((name, text) -> content.put(name, ascii(text)));
    return SampleParts.deb(ascii(POSTINST), content);
  }
}
