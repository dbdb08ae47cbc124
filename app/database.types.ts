export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      app_store_purchases: {
        Row: {
          as_of: string
          currency: string | null
          environment: string
          extra_id: string | null
          original_transaction_id: string
          ownership: string
          price: number | null
          purchased_at: string
          revoked_at: string | null
          store_product_id: string
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          as_of: string
          currency?: string | null
          environment: string
          extra_id?: string | null
          original_transaction_id: string
          ownership?: string
          price?: number | null
          purchased_at: string
          revoked_at?: string | null
          store_product_id: string
          user_id?: string | null
        }
        Update: {
          as_of?: string
          currency?: string | null
          environment?: string
          extra_id?: string | null
          original_transaction_id?: string
          ownership?: string
          price?: number | null
          purchased_at?: string
          revoked_at?: string | null
          store_product_id?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'app_store_purchases_extra_id_fkey'
            columns: ['extra_id']
            isOneToOne: false
            referencedRelation: 'extras'
            referencedColumns: ['id']
          },
        ]
      }
      billing_accounts: {
        Row: {
          as_of: string
          balance: number
          currency: string | null
          default_payment_method_id: string | null
          environment: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          as_of: string
          balance: number
          currency?: string | null
          default_payment_method_id?: string | null
          environment: string
          user_id: string
        }
        Update: {
          as_of?: string
          balance?: number
          currency?: string | null
          default_payment_method_id?: string | null
          environment?: string
          user_id?: string
        }
        Relationships: []
      }
      entitlements: {
        Row: {
          access_ends_at: string | null
          entitlement: string
          environment: string
          expires_at: string | null
          period_type: string
          plan_id: string | null
          starts_at: string
          status: string
          store: string
          updated_at: string
          user_id: string
          will_renew: boolean
        }
        ComputedFields: never
        Insert: {
          access_ends_at?: string | null
          entitlement: string
          environment: string
          expires_at?: string | null
          period_type: string
          plan_id?: string | null
          starts_at: string
          status: string
          store: string
          updated_at?: string
          user_id: string
          will_renew: boolean
        }
        Update: {
          access_ends_at?: string | null
          entitlement?: string
          environment?: string
          expires_at?: string | null
          period_type?: string
          plan_id?: string | null
          starts_at?: string
          status?: string
          store?: string
          updated_at?: string
          user_id?: string
          will_renew?: boolean
        }
        Relationships: [
          {
            foreignKeyName: 'entitlements_plan_id_fkey'
            columns: ['plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
        ]
      }
      extras: {
        Row: {
          amount: number
          app_store_product_id: string | null
          currency: string
          description: string
          entitlements: string[]
          id: string
          name: string
        }
        ComputedFields: never
        Insert: {
          amount: number
          app_store_product_id?: string | null
          currency: string
          description: string
          entitlements: string[]
          id: string
          name: string
        }
        Update: {
          amount?: number
          app_store_product_id?: string | null
          currency?: string
          description?: string
          entitlements?: string[]
          id?: string
          name?: string
        }
        Relationships: []
      }
      invoices: {
        Row: {
          amount_due: number
          amount_paid: number
          amount_remaining: number
          as_of: string
          attempt_count: number
          billing_reason: string | null
          card_brand: string | null
          card_last4: string | null
          created_at: string
          currency: string
          environment: string
          hosted_url: string | null
          invoice_id: string
          needs: string | null
          next_attempt_at: string | null
          number: string | null
          paid_at: string | null
          payment_fault: string | null
          pdf_url: string | null
          period_ends_at: string | null
          period_starts_at: string | null
          status: string
          store_customer_id: string | null
          store_subscription_id: string | null
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          amount_due: number
          amount_paid: number
          amount_remaining: number
          as_of: string
          attempt_count?: number
          billing_reason?: string | null
          card_brand?: string | null
          card_last4?: string | null
          created_at: string
          currency: string
          environment: string
          hosted_url?: string | null
          invoice_id: string
          needs?: string | null
          next_attempt_at?: string | null
          number?: string | null
          paid_at?: string | null
          payment_fault?: string | null
          pdf_url?: string | null
          period_ends_at?: string | null
          period_starts_at?: string | null
          status: string
          store_customer_id?: string | null
          store_subscription_id?: string | null
          user_id?: string | null
        }
        Update: {
          amount_due?: number
          amount_paid?: number
          amount_remaining?: number
          as_of?: string
          attempt_count?: number
          billing_reason?: string | null
          card_brand?: string | null
          card_last4?: string | null
          created_at?: string
          currency?: string
          environment?: string
          hosted_url?: string | null
          invoice_id?: string
          needs?: string | null
          next_attempt_at?: string | null
          number?: string | null
          paid_at?: string | null
          payment_fault?: string | null
          pdf_url?: string | null
          period_ends_at?: string | null
          period_starts_at?: string | null
          status?: string
          store_customer_id?: string | null
          store_subscription_id?: string | null
          user_id?: string | null
        }
        Relationships: []
      }
      lesson_previews: {
        Row: {
          position: number
          required_entitlement: string | null
          slug: string
          summary: string
          title: string
        }
        ComputedFields: never
        Insert: {
          position: number
          required_entitlement?: string | null
          slug: string
          summary: string
          title: string
        }
        Update: {
          position?: number
          required_entitlement?: string | null
          slug?: string
          summary?: string
          title?: string
        }
        Relationships: []
      }
      lessons: {
        Row: {
          body: string
          required_entitlement: string | null
          slug: string
        }
        ComputedFields: never
        Insert: {
          body: string
          required_entitlement?: string | null
          slug: string
        }
        Update: {
          body?: string
          required_entitlement?: string | null
          slug?: string
        }
        Relationships: [
          {
            foreignKeyName: 'lessons_slug_fkey'
            columns: ['slug']
            isOneToOne: true
            referencedRelation: 'lesson_previews'
            referencedColumns: ['slug']
          },
          {
            foreignKeyName: 'lessons_slug_required_entitlement_fkey'
            columns: ['slug', 'required_entitlement']
            isOneToOne: false
            referencedRelation: 'lesson_previews'
            referencedColumns: ['slug', 'required_entitlement']
          },
        ]
      }
      notices: {
        Row: {
          created_at: string
          happens_at: string | null
          id: number
          invoice_id: string | null
          kind: string
          store_subscription_id: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          happens_at?: string | null
          id?: never
          invoice_id?: string | null
          kind: string
          store_subscription_id?: string | null
          user_id: string
        }
        Update: {
          created_at?: string
          happens_at?: string | null
          id?: never
          invoice_id?: string | null
          kind?: string
          store_subscription_id?: string | null
          user_id?: string
        }
        Relationships: []
      }
      payment_methods: {
        Row: {
          as_of: string
          brand: string | null
          created_at: string
          environment: string
          exp_month: number | null
          exp_year: number | null
          last4: string | null
          payment_method_id: string
          user_id: string
          wallet: string | null
        }
        ComputedFields: never
        Insert: {
          as_of: string
          brand?: string | null
          created_at: string
          environment: string
          exp_month?: number | null
          exp_year?: number | null
          last4?: string | null
          payment_method_id: string
          user_id: string
          wallet?: string | null
        }
        Update: {
          as_of?: string
          brand?: string | null
          created_at?: string
          environment?: string
          exp_month?: number | null
          exp_year?: number | null
          last4?: string | null
          payment_method_id?: string
          user_id?: string
          wallet?: string | null
        }
        Relationships: []
      }
      payments: {
        Row: {
          amount: number
          as_of: string
          card_brand: string | null
          card_last4: string | null
          created_at: string
          currency: string
          environment: string
          extra_id: string | null
          paid_at: string | null
          payment_fault: string | null
          payment_intent_id: string
          status: string
          store_customer_id: string | null
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          amount: number
          as_of: string
          card_brand?: string | null
          card_last4?: string | null
          created_at: string
          currency: string
          environment: string
          extra_id?: string | null
          paid_at?: string | null
          payment_fault?: string | null
          payment_intent_id: string
          status: string
          store_customer_id?: string | null
          user_id?: string | null
        }
        Update: {
          amount?: number
          as_of?: string
          card_brand?: string | null
          card_last4?: string | null
          created_at?: string
          currency?: string
          environment?: string
          extra_id?: string | null
          paid_at?: string | null
          payment_fault?: string | null
          payment_intent_id?: string
          status?: string
          store_customer_id?: string | null
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'payments_extra_id_fkey'
            columns: ['extra_id']
            isOneToOne: false
            referencedRelation: 'extras'
            referencedColumns: ['id']
          },
        ]
      }
      plans: {
        Row: {
          amount: number
          app_store_product_id: string
          currency: string
          description: string
          entitlements: string[]
          id: string
          interval: string
          name: string
          rank: number
          stripe_lookup_key: string
          stripe_product_id: string
          trial_days: number
        }
        ComputedFields: never
        Insert: {
          amount: number
          app_store_product_id: string
          currency: string
          description: string
          entitlements: string[]
          id: string
          interval: string
          name: string
          rank: number
          stripe_lookup_key: string
          stripe_product_id: string
          trial_days?: number
        }
        Update: {
          amount?: number
          app_store_product_id?: string
          currency?: string
          description?: string
          entitlements?: string[]
          id?: string
          interval?: string
          name?: string
          rank?: number
          stripe_lookup_key?: string
          stripe_product_id?: string
          trial_days?: number
        }
        Relationships: []
      }
      refund_consents: {
        Row: {
          consented: boolean
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          consented: boolean
          updated_at?: string
          user_id: string
        }
        Update: {
          consented?: boolean
          updated_at?: string
          user_id?: string
        }
        Relationships: []
      }
      subscriptions: {
        Row: {
          as_of: string
          created_at: string
          currency: string | null
          discount_amount: number | null
          discount_ends_at: string | null
          discount_percent: number | null
          environment: string
          expires_at: string
          grace_period_ends_at: string | null
          id: string
          next_plan_id: string | null
          offer_type: string | null
          ownership: string
          payment_fault: string | null
          payment_method_id: string | null
          pending_plan_id: string | null
          period_starts_at: string | null
          period_type: string
          plan_id: string | null
          price: number | null
          price_consent: string | null
          renewal_price: number | null
          started_at: string
          status: string
          store: string
          store_product_id: string
          store_subscription_id: string
          updated_at: string
          user_id: string | null
          will_renew: boolean
        }
        ComputedFields: never
        Insert: {
          as_of: string
          created_at?: string
          currency?: string | null
          discount_amount?: number | null
          discount_ends_at?: string | null
          discount_percent?: number | null
          environment: string
          expires_at: string
          grace_period_ends_at?: string | null
          id?: string
          next_plan_id?: string | null
          offer_type?: string | null
          ownership?: string
          payment_fault?: string | null
          payment_method_id?: string | null
          pending_plan_id?: string | null
          period_starts_at?: string | null
          period_type: string
          plan_id?: string | null
          price?: number | null
          price_consent?: string | null
          renewal_price?: number | null
          started_at: string
          status: string
          store: string
          store_product_id: string
          store_subscription_id: string
          updated_at?: string
          user_id?: string | null
          will_renew: boolean
        }
        Update: {
          as_of?: string
          created_at?: string
          currency?: string | null
          discount_amount?: number | null
          discount_ends_at?: string | null
          discount_percent?: number | null
          environment?: string
          expires_at?: string
          grace_period_ends_at?: string | null
          id?: string
          next_plan_id?: string | null
          offer_type?: string | null
          ownership?: string
          payment_fault?: string | null
          payment_method_id?: string | null
          pending_plan_id?: string | null
          period_starts_at?: string | null
          period_type?: string
          plan_id?: string | null
          price?: number | null
          price_consent?: string | null
          renewal_price?: number | null
          started_at?: string
          status?: string
          store?: string
          store_product_id?: string
          store_subscription_id?: string
          updated_at?: string
          user_id?: string | null
          will_renew?: boolean
        }
        Relationships: [
          {
            foreignKeyName: 'subscriptions_next_plan_id_fkey'
            columns: ['next_plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'subscriptions_pending_plan_id_fkey'
            columns: ['pending_plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'subscriptions_plan_id_fkey'
            columns: ['plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      begin_app_store_extra: {
        Args: { extra_id: string }
        Returns: {
          allowed: boolean
          code: string
          message: string
        }[]
      }
      begin_app_store_purchase: {
        Args: { plan_id: string }
        Returns: {
          allowed: boolean
          code: string
          message: string
        }[]
      }
      checkout_settings: {
        Args: Record<PropertyKey, never>
        Returns: {
          promotion_codes: boolean
          web_checkout: string
        }[]
      }
      double_payments: {
        Args: Record<PropertyKey, never>
        Returns: {
          advice: string
          expires_at: string
          is_kept: boolean
          plan_id: string
          store: string
        }[]
      }
      end_app_store_purchase: { Args: Record<PropertyKey, never>; Returns: undefined }
      explain_access: {
        Args: Record<PropertyKey, never>
        Returns: {
          counts: boolean
          decided_by: string
          entitlements: string[]
          plan: string
          source: string
          state: string
          until: string
          why: string
        }[]
      }
      has_entitlement: { Args: { entitlement: string }; Returns: boolean }
      my_sessions: {
        Args: Record<PropertyKey, never>
        Returns: {
          created_at: string
          id: string
          ip: string
          is_current: boolean
          last_used_at: string
          user_agent: string
        }[]
      }
      purchase_options: {
        Args: Record<PropertyKey, never>
        Returns: {
          allowed: boolean
          code: string
          manage_in: string
          message: string
          plan_id: string
          store: string
          trial_allowed: boolean
        }[]
      }
      remove_password: { Args: Record<PropertyKey, never>; Returns: undefined }
      set_refund_consent: { Args: { consented: boolean }; Returns: undefined }
      sign_in_methods: { Args: Record<PropertyKey, never>; Returns: Json }
      sign_out_session: { Args: { session_id: string }; Returns: undefined }
      web_purchase_rule: { Args: { storefront: string }; Returns: string }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const
