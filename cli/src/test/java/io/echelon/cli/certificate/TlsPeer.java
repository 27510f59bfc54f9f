package io.echelon.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Somebody who talks TLS, by what is in PEM files.
final class TlsPeer {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int GREETING = '!';

    private final SSLContext context;

    private TlsPeer(KeyManager @Nullable [] shown, CertificateFolder trusted)
            throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", trusted.certificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        context = SSLContext.getInstance("TLS");
        context.init(shown, trust.getTrustManagers(), null);
    }

    /// @param name of the files of its own, which it shows to anybody
    /// @param trusted where the authority is that others have to be certified by
    static TlsPeer of(CertificateFolder own, String name, CertificateFolder trusted)
            throws IOException, GeneralSecurityException {
        return new TlsPeer(new KeyManager[] {new Shown(own.identity(name))}, trusted);
    }

    static TlsPeer withoutCertificate(CertificateFolder trusted) throws IOException, GeneralSecurityException {
        return new TlsPeer(null, trusted);
    }

    /// Lets another in, who calls this one by a name, and greets it.
    ///
    /// @return who it is, as its certificate says
    /// @throws SSLException if one of them refuses the other, with what that one says
    String serve(TlsPeer other, String name) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (SSLServerSocket listener =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            listener.setNeedClientAuth(true);
            CompletableFuture<Optional<IOException>> call =
                    CompletableFuture.supplyAsync(() -> other.call(loopback, listener.getLocalPort(), name));
            String subject;
            try {
                subject = greet(listener);
            } catch (IOException failure) {
                // Who refuses knows why; the other one hears of an alert, or of a connection that is gone.
                throw call.join()
                        .filter(refusal -> refusal.getCause() instanceof CertificateException)
                        .orElse(failure);
            }
            assertThat(call.join()).isEmpty();
            return subject;
        }
    }

    private static String greet(SSLServerSocket listener) throws IOException {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.startHandshake();
            socket.getOutputStream().write(GREETING);
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    /// What kept it from being greeted, if anything did.
    private Optional<IOException> call(InetAddress address, int port, String name) {
        try (Socket plain = new Socket(address, port);
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            assertThat(socket.getInputStream().read()).isEqualTo(GREETING);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(refused);
        }
    }

    /// One certificate for all: that the other side may not want it keeps nobody from showing it.
    private static final class Shown extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";

        private final Identity identity;

        private Shown(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {identity.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }
    }
}
