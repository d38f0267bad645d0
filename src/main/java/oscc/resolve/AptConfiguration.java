package oscc.resolve;

import java.nio.file.Path;

/** The configuration that {@link AptSession} gives to apt after the host's own; apt.conf(5). */
final class AptConfiguration {
  private AptConfiguration() {}

  static String text(Path state, String arch) {
    // Hooks of the host would clean its caches, and other targets than packages cost time. Going on
    // with a mirror that does not answer must not take long, for others may do.
    return """
    #clear APT::Update::Pre-Invoke;
    #clear APT::Update::Post-Invoke;
    #clear APT::Update::Post-Invoke-Success;
    #clear APT::Architectures;
    #clear APT::Default-Release;
    #clear Acquire::IndexTargets;
    Acquire::IndexTargets::deb::Packages {
      MetaKey "$(COMPONENT)/binary-$(ARCHITECTURE)/Packages";
      flatMetaKey "Packages";
      ShortDescription "Packages";
      Description "$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Packages";
      flatDescription "$(RELEASE) Packages";
      Optional "no";
    };
    Acquire::Languages "none";
    Acquire::Retries "1";
    Acquire::http::Timeout "20";
    Acquire::https::Timeout "20";
    APT::Architecture "ARCH";
    APT::Architectures { "ARCH"; };
    APT::Get::Assume-Yes "true";
    APT::Install-Recommends "false";
    APT::Install-Suggests "false";
    APT::Sandbox::User "";
    APT::Color "false";
    Debug::NoLocking "true";
    Dir::State "STATE/";
    Dir::State::lists "STATE/lists/";
    Dir::State::status "STATE/status";
    Dir::State::extended_states "STATE/extended_states";
    Dir::Cache "STATE/cache/";
    Dir::Cache::archives "STATE/cache/archives/";
    Dir::Cache::pkgcache "pkgcache.bin";
    Dir::Cache::srcpkgcache "srcpkgcache.bin";
    Dir::Etc::sourcelist "/dev/null";
    Dir::Etc::sourceparts "STATE/sources/";
    Dir::Etc::preferences "STATE/preferences";
    Dir::Etc::preferencesparts "/dev/null";
    Dir::Log "STATE/log";
    """
        .replace("ARCH\"", arch + "\"")
        .replace("STATE", state.toString());
  }
}
