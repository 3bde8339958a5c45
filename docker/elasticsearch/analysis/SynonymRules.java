import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalysisMode;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** A synonym filter before it knows its chain: the words of a rule go through whatever stands in front of the filter. */
record SynonymRules(String name, Environment environment, Settings settings) implements TokenFilterFactory {

    SynonymRules {
        if (settings.getAsList("synonyms").isEmpty() && settings.hasValue("synonyms_path") == false) {
            throw new IllegalArgumentException("[" + name + "] needs [synonyms] or [synonyms_path]");
        }
    }

    @Override
    public AnalysisMode getAnalysisMode() {
        return settings.getAsBoolean("updateable", false) ? AnalysisMode.SEARCH_TIME : AnalysisMode.ALL;
    }

    @Override
    public TokenStream create(TokenStream in) {
        throw new IllegalStateException("[" + name + "] has to know its chain first");
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> characters,
        List<TokenFilterFactory> before,
        Function<String, TokenFilterFactory> others
    ) {
        Analyzer chain = new CustomAnalyzer(tokenizer, characters.toArray(CharFilterFactory[]::new),
            before.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new));
        return new Ready(name, read(chain), getAnalysisMode());
    }

    private SynonymMap read(Analyzer chain) {
        List<String> inline = settings.getAsList("synonyms");
        boolean isLenient = settings.getAsBoolean("lenient", settings.getAsBoolean("updateable", false));
        SolrSynonymParser parser = new Parser(settings.getAsBoolean("expand", true), chain, isLenient);
        try (Reader rules = inline.isEmpty()
            ? Analysis.getReaderFromFile(environment, settings.get("synonyms_path"), "synonyms")
            : new StringReader(String.join("\n", inline))) {
            parser.parse(rules);
            return parser.build();
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException("the rules of [" + name + "] cannot be read", e);
        }
    }

    /** Leaves out, when lenient, a rule of which the chain keeps no word. */
    private static final class Parser extends SolrSynonymParser {
        private final boolean isLenient;

        Parser(boolean expand, Analyzer chain, boolean isLenient) {
            super(true, expand, chain);
            this.isLenient = isLenient;
        }

        @Override
        public CharsRef analyze(String text, CharsRefBuilder reuse) throws IOException {
            try {
                return super.analyze(text, reuse);
            } catch (IllegalArgumentException e) {
                if (isLenient) return new CharsRef("");
                throw e;
            }
        }

        @Override
        public void add(CharsRef from, CharsRef to, boolean keep) {
            if (isLenient == false || from.length > 0 && to.length > 0) super.add(from, to, keep);
        }
    }

    private record Ready(String name, SynonymMap map, AnalysisMode mode) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) {
            return map.fst == null ? in : new SynonymGraphFilter(in, map, false); // because Lucene refuses an empty map
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return IDENTITY_FILTER;
        }

        @Override
        public AnalysisMode getAnalysisMode() {
            return mode;
        }
    }
}
